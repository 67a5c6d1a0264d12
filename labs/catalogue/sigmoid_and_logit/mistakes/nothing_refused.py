"""What is no probability has to raise ValueError. The logarithm of a negative number is NaN, which goes on unseen."""

import numpy as np


def sigmoid(x):
    if x.dtype.kind != "f":
        x = x.astype(float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(x):
    return sigmoid(x) * sigmoid(-x)


def logit(p):
    if p.dtype.kind != "f":
        p = p.astype(float)
    with np.errstate(all="ignore"):
        return np.log(p) - np.log1p(-p)
