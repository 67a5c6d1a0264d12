"""Returns an array with everything masked."""

VERDICT = "wrong_type"

import numpy as np


def softplus(z):
    return np.ma.masked_all(z.shape)
