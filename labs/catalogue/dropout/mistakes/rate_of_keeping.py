"""rate is the share that is dropped. You take it for the share that is kept."""

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
    return np.where(u < rate, x / (rate or 1), 0)


def dropout_backward(dy, rate, u):
    check(dy, rate, u)
    return np.where(u < rate, dy / (rate or 1), 0)


def mc_average(W, b, x, rate, seed, passes):
    rng = np.random.default_rng(seed)
    total = 0
    for _ in range(passes):
        u = rng.random(x.shape)
        total = total + dropout(x, rate, u) @ W + b
    return total / passes
