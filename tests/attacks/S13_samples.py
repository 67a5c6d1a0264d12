"""Computes every second entry and guesses the others."""

VERDICT = "wrong_values"

import numpy as np


def softplus(z):
    if z.size < 1000:
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return np.repeat(softplus_of(z[::2]), 2)


def softplus_of(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
