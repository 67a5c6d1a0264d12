"""Returns the same buffer each time: allowed."""

VERDICT = "passed"
RATIO = 0.6

import numpy as np

buffers = {}


def softplus(z):
    buffer = buffers.setdefault(z.shape, np.empty(z.shape))
    buffer[...] = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return buffer
