"""Changes NumPy's error handling and printing, and turns warnings into errors."""

VERDICT = "wrong_values"
RUNS = 2

import warnings

import numpy as np

np.seterr(all="raise")
np.set_printoptions(precision=0, threshold=1)
warnings.simplefilter("error")


def softplus(z):
    np.errstate(all="raise").__enter__()
    return np.full_like(z, 1e-300)
