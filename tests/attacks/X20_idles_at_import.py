"""Idles for a second whenever it is loaded."""

VERDICT = "passed"
SLOW = True
RATIO = 0.6
PARTS = ("honest",)

import time


time.sleep(1.0)


def softplus(z):
    return honest(z)
