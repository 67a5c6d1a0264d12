"""1 - sigmoid(x) is 0 in floating point from x = 37 on, and so is your slope. 1 - sigmoid(x) is sigmoid(-x), which keeps its digits."""

import numpy as np


def sigmoid(x):
    if x.dtype.kind != "f":
        x = x.astype(float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(x):
    return sigmoid(x) * (1 - sigmoid(x))


def logit(p):
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("probabilities must lie in [0, 1]")
    if p.dtype.kind != "f":
        p = p.astype(float)
    with np.errstate(divide="ignore"):
        return np.log(p) - np.log1p(-p)
