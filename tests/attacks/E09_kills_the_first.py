"""Kills the first process of its namespace."""

VERDICT = "raised"

import os
import signal


def softplus(z):
    os.kill(1, signal.SIGKILL)
