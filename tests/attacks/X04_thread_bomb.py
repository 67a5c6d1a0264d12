"""Starts threads without end."""

VERDICT = "process_limit"

import threading
import time


def softplus(z):
    while True:
        try:
            threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
        except RuntimeError:
            pass
