"""p is clipped, so that logit(0) and logit(1) come out as finite numbers; they are -inf and +inf."""

import numpy as np


def sigmoid(x):
    if x.dtype.kind != "f":
        x = x.astype(float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(x):
    return sigmoid(x) * sigmoid(-x)


def logit(p):
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("probabilities must lie in [0, 1]")
    if p.dtype.kind != "f":
        p = p.astype(float)
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return np.log(p) - np.log1p(-p)
