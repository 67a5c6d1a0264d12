"""Prints without a line end, without end."""

VERDICT = (
    "output_limit",
    "time_limit",
)  # a full pipe waits for the monitor: a busy host may let the limit on time come first

import sys


def softplus(z):
    while True:
        sys.stdout.write("x" * 100_000)
