"""Exits with a code that is a byte of the hidden input."""

VERDICT = "ended_early"
PARTS = ("secret",)

import sys


def softplus(z):
    sys.exit(secret(z))
