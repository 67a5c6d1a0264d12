"""Starts a hundred thousand timers."""

VERDICT = (
    "process_limit",
    "time_limit",
)  # each start waits for the monitor: a busy host may let the limit on time come first

import threading


def softplus(z):
    for _ in range(100_000):
        threading.Timer(60, print).start()
