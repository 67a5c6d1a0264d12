"""One entry at a time: right, and slow on many."""

import math

import numpy as np


def _check(z, y, reduction):
    if z.shape != y.shape:
        raise ValueError(f"shapes {z.shape} and {y.shape} differ")
    for label in y.ravel():
        if not 0 <= label <= 1:
            raise ValueError(f"label {label} is outside [0, 1]")
    if reduction == "mean" and z.size == 0:
        raise ValueError("the mean of nothing")


def _dtype(z, y):
    dtype = np.result_type(z, y)
    return dtype if dtype.kind == "f" else np.dtype(float)


def _loss(z, y):
    return max(z, 0.0) - z * y + math.log1p(math.exp(-abs(z)))


def _sigmoid(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def sigmoid_ce(z, y, reduction="none"):
    _check(z, y, reduction)
    losses = [_loss(float(a), float(b)) for a, b in zip(z.ravel(), y.ravel())]
    if reduction == "sum":
        return sum(losses)
    if reduction == "mean":
        return sum(losses) / len(losses)
    return np.array(losses, dtype=_dtype(z, y)).reshape(z.shape)


def sigmoid_ce_grad(z, y, reduction="none"):
    _check(z, y, reduction)
    grads = [_sigmoid(float(a)) - float(b) for a, b in zip(z.ravel(), y.ravel())]
    if reduction == "mean":
        grads = [g / len(grads) for g in grads]
    return np.array(grads, dtype=_dtype(z, y)).reshape(z.shape)
