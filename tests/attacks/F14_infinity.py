"""Returns infinity where a large number is right."""

VERDICT = ("not_finite", "wrong_values")

import numpy as np


def softplus(z):
    right = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return np.where(right > 100, np.inf, right)
