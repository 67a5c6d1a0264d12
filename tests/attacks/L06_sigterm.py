"""Dies of SIGTERM."""

VERDICT = "ended_early"
SAYS = "SIGTERM"

import os
import signal


def softplus(z):
    os.kill(os.getpid(), signal.SIGTERM)
