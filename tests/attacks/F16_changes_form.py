"""Changes the shape of its input and leaves the bytes alone."""

VERDICT = "changed_inputs"

import numpy as np


def softplus(z):
    right = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    z.shape = (z.size, 1)
    return right
