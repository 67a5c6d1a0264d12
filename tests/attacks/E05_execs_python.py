"""Becomes another Python that writes results to the channel."""

VERDICT = "forbidden_call"

import os
import sys

SCRIPT = "import os; os.write(3, b'\\x11' + bytes(16))"


def softplus(z):
    os.execve("/python/bin/python", ["python", "-c", SCRIPT], {"LD_LIBRARY_PATH": "/python/so"})
