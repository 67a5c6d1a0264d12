"""Dies of SIGABRT."""

VERDICT = "ended_early"
SAYS = "SIGABRT"

import os


def softplus(z):
    os.abort()
