"""Returns an array of a billion numbers."""

VERDICT = ("memory_limit", "output_limit")

import numpy as np


def softplus(z):
    return np.zeros(10**9)
