"""This is the plain output of the layer, to which the average comes close. The lab asks for the average itself, with its random part."""

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
    return x @ W + b
