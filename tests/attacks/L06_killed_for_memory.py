"""Fills memory in children, none of which has too much for itself."""

VERDICT = (
    "memory_limit",
    "process_limit",
    "time_limit",
)  # a busy host may let the limit on time come first

import os
import time


def softplus(z):
    for _ in range(20):
        if os.fork() == 0:
            data = bytearray(os.urandom(1 << 20) * 100)
            time.sleep(10)
    os.wait()
