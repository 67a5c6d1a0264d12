"""Works in the input's memory and restores it from a copy: allowed, and of no use."""

VERDICT = "passed"
RATIO = 0.6

import numpy as np


def softplus(z):
    before = z.copy()
    positive = np.maximum(z, 0)
    np.abs(z, out=z)
    np.negative(z, out=z)
    np.exp(z, out=z)
    np.log1p(z, out=z)
    z += positive
    answer = z.copy()
    z[...] = before
    return answer
