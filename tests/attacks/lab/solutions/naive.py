"""One entry at a time."""

import math

import numpy as np


def softplus(z):
    flat = [max(v, 0.0) + math.log1p(math.exp(-abs(v))) for v in z.ravel().tolist()]
    return np.array(flat).reshape(z.shape)
