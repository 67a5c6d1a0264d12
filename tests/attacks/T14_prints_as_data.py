"""Prints as much as the hidden input says, up to the limit and beyond."""

VERDICT = ("output_limit", "wrong_values")
PARTS = ("secret",)

import numpy as np


def softplus(z):
    print("LEAK" * secret(z))
    return np.zeros_like(z)
