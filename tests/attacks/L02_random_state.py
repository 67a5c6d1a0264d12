"""Leaves a known random state and expects it in the next run."""

VERDICT = "wrong_values"
RUNS = 2

import random

import numpy as np

drawn = (float(np.random.random()), random.random())
KNOWN = (float(np.random.RandomState(0).random()), random.Random(0).random())
np.random.seed(0)
random.seed(0)


def softplus(z):
    if drawn == KNOWN:
        return np.logaddexp(0, z)
    return np.zeros_like(z)
