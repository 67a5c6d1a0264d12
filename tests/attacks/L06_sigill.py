"""Dies of SIGILL."""

VERDICT = "ended_early"
SAYS = "SIGILL"

import os
import signal


def softplus(z):
    os.kill(os.getpid(), signal.SIGILL)
