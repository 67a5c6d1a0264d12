"""Returns an empty array with a side of 2 to the power of 62."""

VERDICT = ("wrong_shape", "output_limit")

import numpy as np


def softplus(z):
    return np.lib.stride_tricks.as_strided(np.zeros(1), (2**59, 0), (8, 8))
