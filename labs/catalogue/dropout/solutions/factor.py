"""One array of factors for both ways; all passes of the average at once."""

import numpy as np


def _factor(x, rate, u):
    if rate < 0 or rate >= 1:
        raise ValueError(f"rate is {rate}")
    if u is None:
        raise ValueError("training needs u")
    if not np.issubdtype(x.dtype, np.floating) or x.shape != u.shape:
        raise ValueError(f"x is {x.dtype} {x.shape}, u {u.shape}")
    factor = (u >= rate).astype(x.dtype)
    factor *= 1 / (1 - rate)
    return factor


def dropout(x, rate, u=None, training=True):
    return x * _factor(x, rate, u) if training else x


def dropout_backward(dy, rate, u):
    out = _factor(dy, rate, u)
    out *= dy
    return out


def mc_average(W, b, x, rate, seed, passes):
    # the layer is linear: the mean of the outputs is the output of the mean
    kept = np.random.default_rng(seed).random((passes, *x.shape)) >= rate
    return (x * (kept.mean(axis=0) / (1 - rate))) @ W + b
