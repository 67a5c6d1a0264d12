"""Works in the input's own memory."""

VERDICT = "changed_inputs"

import numpy as np


def softplus(z):
    positive = np.maximum(z, 0)
    np.abs(z, out=z)
    np.negative(z, out=z)
    np.exp(z, out=z)
    np.log1p(z, out=z)
    z += positive
    return z
