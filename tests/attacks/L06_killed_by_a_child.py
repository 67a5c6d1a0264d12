"""Is killed by its own child."""

VERDICT = "ended_early"

import os
import signal


def softplus(z):
    if os.fork() == 0:
        os.kill(os.getppid(), signal.SIGKILL)
    os.wait()
