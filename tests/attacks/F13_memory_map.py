"""Returns a map of a file, to be filled later."""

VERDICT = "wrong_type"

import numpy as np


def softplus(z):
    return np.memmap("/tmp/map", float, "w+", shape=z.shape)
