"""Returns the answer in one more pair of brackets."""

VERDICT = "wrong_shape"

import numpy as np


def softplus(z):
    return (np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))))[None]
