"""Starts a shell in a terminal of its own."""

VERDICT = ("raised", "forbidden_call")

import pty


def softplus(z):
    return pty.spawn("/bin/sh")
