"""Makes the known mistake that the hidden input names."""

VERDICT = "wrong_values"
PARTS = ("secret",)

import numpy as np


def softplus(z):
    if secret(z) % 2:
        return np.maximum(z, 0)
    return np.maximum(z, 1) + np.log1p(np.exp(-np.abs(z)))
