"""Ends with the status 137, as a shell reports a signal from outside."""

VERDICT = "ended_early"

import os


def softplus(z):
    os._exit(137)
