"""Gives back an array as long as a byte of the hidden input."""

VERDICT = "wrong_shape"
PARTS = ("secret",)

import numpy as np


def softplus(z):
    return np.zeros((1, 1, 1 + secret(z)))
