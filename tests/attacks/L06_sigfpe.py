"""Dies of SIGFPE."""

VERDICT = "ended_early"
SAYS = "SIGFPE"

import os
import signal


def softplus(z):
    os.kill(os.getpid(), signal.SIGFPE)
