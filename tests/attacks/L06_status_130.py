"""Ends with the status 130, as a shell tells of a signal from outside."""

VERDICT = "ended_early"

import os


def softplus(z):
    os._exit(130)
