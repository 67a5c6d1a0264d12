"""Is killed by its own child, which may answer in its place: it has nothing to wait for."""

VERDICT = ("ended_early", "raised")

import os
import signal


def softplus(z):
    if os.fork() == 0:
        os.kill(os.getppid(), signal.SIGKILL)
    os.wait()
