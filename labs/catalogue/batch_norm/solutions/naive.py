"""Unit by unit, value by value."""

import math
from collections import namedtuple

import numpy as np

Cache = namedtuple("Cache", ["mean", "var"])


def floating(dtype):
    return dtype if dtype.kind == "f" else float


def batchnorm_train(x, gamma, beta, eps=1e-3):
    N, D = x.shape
    if N == 0 or gamma.shape != (D,) or beta.shape != (D,):
        raise ValueError("shapes")
    mean, var = np.zeros(D, floating(x.dtype)), np.zeros(D, floating(x.dtype))
    out = np.zeros((N, D), floating(x.dtype))
    for d in range(D):
        values = [float(x[n, d]) for n in range(N)]
        middle = math.fsum(values) / N
        spread = math.fsum((value - middle) ** 2 for value in values) / N
        mean[d], var[d] = middle, spread
        for n in range(N):
            hat = (values[n] - middle) / math.sqrt(spread + eps)
            out[n, d] = float(gamma[d]) * hat + float(beta[d])
    return out, Cache(mean, var)


def batchnorm_infer(x, gamma, beta, mean, var, eps=1e-3):
    N, D = x.shape
    if any(each.shape != (D,) for each in (gamma, beta, mean, var)):
        raise ValueError("shapes")
    if any(value < 0 for value in var):
        raise ValueError("negative")
    out = np.zeros((N, D), floating(x.dtype))
    for n in range(N):
        for d in range(D):
            hat = (float(x[n, d]) - float(mean[d])) / math.sqrt(float(var[d]) + eps)
            out[n, d] = float(gamma[d]) * hat + float(beta[d])
    return out


def bn_update(old, batch, momentum=0.99):
    if old.shape != batch.shape or momentum < 0 or momentum > 1:
        raise ValueError("old and batch")
    new = np.zeros(old.shape, floating(old.dtype))
    for place in np.ndindex(*old.shape):
        new[place] = momentum * float(old[place]) + (1 - momentum) * float(batch[place])
    return new
