"""Starts a shell with subprocess."""

VERDICT = "forbidden_call"

import subprocess


def softplus(z):
    return subprocess.run(["/bin/sh", "-c", "id"], capture_output=True).stdout
