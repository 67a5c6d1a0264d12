"""Ends with a status made of the hidden input."""

VERDICT = "ended_early"

import sys


def softplus(z):
    sys.exit("LEAK " + repr(z.tolist()))
