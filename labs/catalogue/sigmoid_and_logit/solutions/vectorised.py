"""Array formulas, one exponential an entry."""

import numpy as np


def _floats(x):
    return x if x.dtype.kind == "f" else x.astype(float)


def sigmoid(x):
    x = _floats(x)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


def sigmoid_grad(x):
    e = np.exp(-np.abs(_floats(x)))
    return e / (1 + e) ** 2


def logit(p):
    p = _floats(p)
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("probabilities must lie in [0, 1]")
    with np.errstate(divide="ignore"):
        return np.log(p) - np.log1p(-p)
