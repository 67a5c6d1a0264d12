"""Ends with the status 143, as a shell reports a signal from outside."""

VERDICT = "ended_early"

import os


def softplus(z):
    os._exit(143)
