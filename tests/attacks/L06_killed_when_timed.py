"""Kills itself in the timed calls only."""

VERDICT = "ended_early"
PARTS = ("honest",)

import os
import sys


def softplus(z):
    if sys._getframe(4).f_locals.get("kind") == 4:
        os.kill(os.getpid(), 9)
    return honest(z)
