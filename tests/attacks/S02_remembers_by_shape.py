"""Remembers its answers by the shape of the input."""

VERDICT = "wrong_values"

import numpy as np

known = {}


def softplus(z):
    if z.shape not in known:
        known[z.shape] = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return known[z.shape]
