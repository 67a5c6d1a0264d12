"""Example by example, unit by unit."""

import math

import numpy as np


def unit(v, name):
    if name == "linear":
        return v
    if name == "relu":
        return v if v > 0 else 0.0
    if name == "leaky":
        return v if v > 0 else 0.01 * v
    if name == "elu":
        return v if v > 0 else math.expm1(v)
    if name == "softplus":
        return max(v, 0.0) + math.log1p(math.exp(-abs(v)))
    if name == "sigmoid":
        return 1 / (1 + math.exp(-v)) if v > -700 else 0.0
    if name == "tanh":
        return math.tanh(v)
    raise ValueError(name)


def mlp_forward(X, params, activation="relu"):
    if not params or X.ndim != 2:
        raise ValueError("no layers, or no batch")
    if activation not in ("linear", "relu", "leaky", "elu", "softplus", "sigmoid", "tanh"):
        raise ValueError(activation)
    before, dtypes = X.shape[1], [X.dtype]
    for W, b in params:
        if W.ndim != 2 or b.ndim != 1 or W.shape != (before, len(b)):
            raise ValueError("shapes")
        before = len(b)
        dtypes += [W.dtype, b.dtype]
    single = all(dtype == np.float32 for dtype in dtypes)
    out = np.zeros((len(X), before), np.float32 if single else np.float64)
    cache = []
    for n in range(len(X)):
        h = X[n].astype(float)
        for l, (W, b) in enumerate(params):
            sums = [float(h @ W[:, j]) + float(b[j]) for j in range(W.shape[1])]
            if l < len(params) - 1:
                sums = [unit(v, activation) for v in sums]
            h = np.array(sums, float)
        cache.append(h)
        out[n] = h
    return out, cache
