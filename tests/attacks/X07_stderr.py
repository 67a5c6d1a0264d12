"""Prints to stderr without end."""

VERDICT = "output_limit"

import os


def softplus(z):
    while True:
        os.write(2, b"x" * 10_000)
