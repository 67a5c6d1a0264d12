"""The result takes the dtype of x: for whole numbers every probability is cut to 0 or 1. Convert integers to float64 first."""

import numpy as np


def sigmoid(x):
    e = np.exp(-np.abs(x))
    out = np.zeros_like(x)
    out[...] = np.where(x >= 0, 1 / (1 + e), e / (1 + e))
    return out


def sigmoid_grad(x):
    return sigmoid(x) * sigmoid(-x)


def logit(p):
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("probabilities must lie in [0, 1]")
    if p.dtype.kind != "f":
        p = p.astype(float)
    with np.errstate(divide="ignore"):
        return np.log(p) - np.log1p(-p)
