"""Prints to stderr without end."""

VERDICT = (
    "output_limit",
    "time_limit",
)  # a full pipe waits for the monitor: a busy host may let the limit on time come first

import os


def softplus(z):
    while True:
        os.write(2, b"x" * 10_000)
