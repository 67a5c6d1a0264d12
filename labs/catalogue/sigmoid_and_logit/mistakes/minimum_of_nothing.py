"""An array without entries has no minimum, and asking for it raises ValueError. Such an array is answered with an empty one."""

import numpy as np


def sigmoid(x):
    if x.dtype.kind != "f":
        x = x.astype(float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(x):
    return sigmoid(x) * sigmoid(-x)


def logit(p):
    if not (p.min() >= 0 and p.max() <= 1):
        raise ValueError("probabilities must lie in [0, 1]")
    if p.dtype.kind != "f":
        p = p.astype(float)
    with np.errstate(divide="ignore"):
        return np.log(p) - np.log1p(-p)
