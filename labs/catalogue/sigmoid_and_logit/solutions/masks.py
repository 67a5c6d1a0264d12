"""Each formula only for the entries that it is meant for."""

import numpy as np


def sigmoid(x):
    out = np.empty(x.shape, np.result_type(x.dtype, np.float32) if x.dtype.kind == "f" else float)
    up = x >= 0
    out[up] = 1 / (1 + np.exp(-x[up]))
    down = np.exp(x[~up])
    out[~up] = down / (1 + down)
    return out


def sigmoid_grad(x):
    return sigmoid(x) * sigmoid(-x)


def logit(p):
    if (p < 0).any() or (p > 1).any() or np.isnan(p).any():
        raise ValueError("not a probability")
    out = np.full(p.shape, np.inf, p.dtype if p.dtype.kind == "f" else float)
    out[p == 0] = -np.inf
    inside = (p > 0) & (p < 1)
    out[inside] = np.log(p[inside] / (1 - p[inside]))
    return out
