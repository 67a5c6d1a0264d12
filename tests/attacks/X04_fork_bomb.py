"""Forks without end, and so do its children."""

VERDICT = (
    "process_limit",
    "time_limit",
)  # each start waits for the monitor: a busy host may let the limit on time come first

import os


def softplus(z):
    while True:
        try:
            os.fork()
        except OSError:
            pass
