"""Dies of SIGBUS."""

VERDICT = "ended_early"
SAYS = "SIGBUS"

import os
import signal


def softplus(z):
    os.kill(os.getpid(), signal.SIGBUS)
