"""Entry by entry."""

import numpy as np


def dropout(x, rate, u=None, training=True):
    if training:
        return dropout_backward(x, rate, u)
    return np.array(x)


def dropout_backward(dy, rate, u):
    if rate < 0 or rate >= 1:
        raise ValueError("rate")
    if u is None or np.shape(u) != np.shape(dy):
        raise ValueError("u")
    if dy.dtype.kind in "iub":
        raise ValueError("integers")
    out = np.zeros(dy.shape, dy.dtype)
    for place in np.ndindex(*dy.shape):
        if u[place] >= rate:
            out[place] = float(dy[place]) / (1 - rate)
    return out


def mc_average(W, b, x, rate, seed, passes):
    rng = np.random.default_rng(seed)
    outputs = []
    for _ in range(passes):
        thinned = x / (1 - rate)
        for row in thinned:
            row[rng.random(len(row)) < rate] = 0
        outputs.append(thinned @ W + b)
    return np.mean(outputs, axis=0)
