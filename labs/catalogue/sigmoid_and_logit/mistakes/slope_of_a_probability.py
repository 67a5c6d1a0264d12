"""x (1 - x) is the slope in terms of the probability; x is the logit here, so apply the sigmoid first."""

import numpy as np


def sigmoid(x):
    if x.dtype.kind != "f":
        x = x.astype(float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(x):
    x = x if x.dtype.kind == "f" else x.astype(float)
    with np.errstate(all="ignore"):
        return x * (1 - x)


def logit(p):
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("probabilities must lie in [0, 1]")
    if p.dtype.kind != "f":
        p = p.astype(float)
    with np.errstate(divide="ignore"):
        return np.log(p) - np.log1p(-p)
