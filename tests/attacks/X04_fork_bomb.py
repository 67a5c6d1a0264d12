"""Forks without end, and so do its children."""

VERDICT = "process_limit"

import os


def softplus(z):
    while True:
        try:
            os.fork()
        except OSError:
            pass
