"""Prints without a line end, without end."""

VERDICT = "output_limit"

import sys


def softplus(z):
    while True:
        sys.stdout.write("x" * 100_000)
