"""Asks for 100 GB and fills it."""

VERDICT = (
    "memory_limit",
    "time_limit",
)  # fetching pages takes time: a busy host may let the limit on time come first

import numpy as np


def softplus(z):
    return np.ones(100 * 2**27)
