"""Starts a hundred thousand timers."""

VERDICT = "process_limit"

import threading


def softplus(z):
    for _ in range(100_000):
        threading.Timer(60, print).start()
