"""Stops itself."""

VERDICT = "time_limit"

import os
import signal


def softplus(z):
    os.kill(os.getpid(), signal.SIGSTOP)
