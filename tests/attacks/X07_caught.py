"""Prints without end, catches everything, and then answers right."""

VERDICT = (
    "output_limit",
    "time_limit",
)  # a full pipe waits for the monitor: a busy host may let the limit on time come first
PARTS = ("honest",)

import os


def softplus(z):
    try:
        for _ in range(10_000):
            os.write(1, b"x" * 10_000)
    except BaseException:
        pass
    return honest(z)
