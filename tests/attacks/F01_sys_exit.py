"""Leaves by sys.exit."""

VERDICT = "ended_early"

import sys


def softplus(z):
    sys.exit(0)
