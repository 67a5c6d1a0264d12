"""Reads from a pipe that nobody writes to."""

VERDICT = "time_limit"
SLOW = True

import os


def softplus(z):
    os.mkfifo("/tmp/nobody")
    with open("/tmp/nobody", "rb") as pipe:
        return pipe.read()
