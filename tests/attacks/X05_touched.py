"""Asks for 100 GB and fills it."""

VERDICT = "memory_limit"

import numpy as np


def softplus(z):
    return np.ones(100 * 2**27)
