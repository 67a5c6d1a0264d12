"""Returns a view that repeats one number a hundred billion times."""

VERDICT = "output_limit"

import numpy as np


def softplus(z):
    return np.lib.stride_tricks.as_strided(np.zeros(1), (10**11,), (0,))
