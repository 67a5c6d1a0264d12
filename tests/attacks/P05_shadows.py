"""Gives built-in names other meanings."""

VERDICT = "passed"

import numpy as numerics

np, float, len, print, list, dict = 1, 2, 3, 4, 5, 6


def softplus(z):
    np = numerics
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
