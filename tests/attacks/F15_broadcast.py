"""Returns one number for all."""

VERDICT = ("wrong_shape", "wrong_type")

import numpy as np


def softplus(z):
    return np.array(np.log(2))
