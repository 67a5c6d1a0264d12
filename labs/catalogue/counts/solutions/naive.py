"""One entry at a time: right, and slow on many."""

import math

import numpy as np


def _loss(z, y):
    if z == math.inf:
        return math.inf
    if z == -math.inf:
        return math.inf if y > 0 else 0.0
    return math.exp(z) - y * z


def _slope(z, y):
    return math.exp(z) - y


def _each(one, log_rates, counts, reduction):
    if log_rates.shape != counts.shape:
        raise ValueError("shapes differ")
    if reduction == "mean" and not counts.size:
        raise ValueError("the mean of nothing")
    dtype = np.result_type(log_rates, counts)
    dtype = dtype if dtype.kind == "f" else np.dtype(float)
    found = []
    for z, y in zip(log_rates.ravel().tolist(), counts.ravel().tolist()):
        if not y >= 0:
            raise ValueError("counts")
        found.append(one(z, y))
    return found, dtype


def poisson_loss(log_rates, counts, *, reduction="none"):
    found, dtype = _each(_loss, log_rates, counts, reduction)
    if reduction == "none":
        return np.array(found, dtype).reshape(counts.shape)
    return dtype.type(sum(found) / (len(found) if reduction == "mean" else 1))


def poisson_loss_grad(log_rates, counts, *, reduction="none"):
    found, dtype = _each(_slope, log_rates, counts, reduction)
    slopes = np.array(found).reshape(counts.shape)
    return (slopes / counts.size if reduction == "mean" else slopes).astype(dtype)
