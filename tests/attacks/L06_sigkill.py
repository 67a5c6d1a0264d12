"""Dies of SIGKILL."""

VERDICT = "ended_early"
SAYS = "SIGKILL"

import os
import signal


def softplus(z):
    os.kill(os.getpid(), signal.SIGKILL)
