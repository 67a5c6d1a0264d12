"""Turns the garbage collector off and lengthens the switch interval: allowed."""

VERDICT = "passed"
RATIO = 0.6
PARTS = ("honest",)

import gc
import sys


gc.disable()
gc.freeze()
sys.setswitchinterval(1.0)


def softplus(z):
    return honest(z)
