"""Starts threads without end."""

VERDICT = (
    "process_limit",
    "time_limit",
)  # each start waits for the monitor: a busy host may let the limit on time come first

import threading
import time


def softplus(z):
    while True:
        try:
            threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
        except RuntimeError:
            pass
