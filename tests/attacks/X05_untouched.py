"""Asks for 100 GB and never touches it."""

VERDICT = "memory_limit"

import numpy as np


def softplus(z):
    np.zeros(100 * 2**27)
    return np.zeros_like(z)
