"""Starts a shell with os.system."""

VERDICT = "forbidden_call"

import os


def softplus(z):
    return os.system("id > /tmp/id")
