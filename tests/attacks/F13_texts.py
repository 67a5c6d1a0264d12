"""Returns an array of text."""

VERDICT = "wrong_type"

import numpy as np


def softplus(z):
    right = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return right.astype(str)
