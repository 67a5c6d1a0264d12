"""Returns a column for a row."""

VERDICT = "wrong_shape"

import numpy as np


def softplus(z):
    return (np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))))[..., None]
