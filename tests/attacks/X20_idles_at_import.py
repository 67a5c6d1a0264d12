"""Idles for a second whenever it is loaded."""

VERDICT = "passed"
SLOW = True
RATIO = 0.6

import time

import numpy as np

time.sleep(1.0)


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
