"""Dropout applies to the inputs of the layer, and not to its outputs."""

import numpy as np


def check(x, rate, u):
    if not 0 <= rate < 1:
        raise ValueError("the rate lies in [0, 1)")
    if x.dtype.kind != "f":
        raise ValueError("integers cannot be scaled")
    if u is None or u.shape != x.shape:
        raise ValueError("one draw for each entry")


def dropout(x, rate, u=None, training=True):
    if not training:
        return x.copy()
    check(x, rate, u)
    return np.where(u >= rate, x / (1 - rate), 0)


def dropout_backward(dy, rate, u):
    check(dy, rate, u)
    return np.where(u >= rate, dy / (1 - rate), 0)


def mc_average(W, b, x, rate, seed, passes):
    rng = np.random.default_rng(seed)
    total = 0
    for _ in range(passes):
        out = x @ W + b
        total = total + dropout(out, rate, rng.random(out.shape))
    return total / passes
