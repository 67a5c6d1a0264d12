"""Turns the garbage collector off and lengthens the switch interval: allowed."""

VERDICT = "passed"
RATIO = 0.6

import gc
import sys

import numpy as np

gc.disable()
gc.freeze()
sys.setswitchinterval(1.0)


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
