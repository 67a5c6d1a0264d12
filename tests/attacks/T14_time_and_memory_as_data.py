"""Takes as long and as much memory as the hidden input says."""

VERDICT = "wrong_values"
PARTS = ("secret",)

import time

import numpy as np


def softplus(z):
    np.ones(secret(z) * 10_000).sum()
    time.sleep(secret(z) / 2560)
    return np.zeros_like(z)
