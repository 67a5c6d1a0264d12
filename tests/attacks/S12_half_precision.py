"""Computes in half precision and casts back."""

VERDICT = "wrong_values"

import numpy as np


def softplus(z):
    with np.errstate(all="ignore"):
        h = z.astype(np.float16)
        return (np.maximum(h, 0) + np.log1p(np.exp(-np.abs(h)))).astype(float)
