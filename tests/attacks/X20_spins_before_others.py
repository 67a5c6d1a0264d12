"""Spins for 45 ms in each timed call, for which it goes before all others."""

VERDICT = "passed"
RATIO = 5
PARTS = ("honest",)

import time


def softplus(z):
    end = time.perf_counter() + (0.045 if z.size > 1000 else 0)
    while time.perf_counter() < end:
        pass
    return honest(z)
