"""Prints while it works."""

VERDICT = "passed"
SAYS = "z ="

import numpy as np

print("loaded")


def softplus(z):
    print("z =", z)
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
