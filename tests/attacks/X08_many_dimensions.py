"""Returns an array of as many dimensions as there can be."""

VERDICT = "wrong_shape"

import numpy as np


def softplus(z):
    shape = (1,) * 64 if np.lib.NumpyVersion(np.__version__) >= "2.0.0" else (1,) * 32
    return np.zeros(shape)
