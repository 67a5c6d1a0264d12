"""Scale and shift of each unit are put together first; the batch is then changed in place."""

from collections import namedtuple

import numpy as np

Cache = namedtuple("Cache", ["mean", "var", "scale"])


def _float(array):
    return np.asarray(array, array.dtype if array.dtype.kind == "f" else np.float64)


def _check(x, **arrays):
    for name, array in arrays.items():
        if array.shape != x.shape[1:]:
            raise ValueError(f"{name} is {array.shape}, for {x.shape[1]} units")


def batchnorm_train(x, gamma, beta, eps=1e-3):
    _check(x, gamma=gamma, beta=beta)
    if not len(x):
        raise ValueError("no examples")
    x = _float(x)
    share = np.full(len(x), 1 / len(x), x.dtype)
    mean = share @ x
    out = x - mean
    rest = share @ out  # what the rounding of the mean has left
    out -= rest
    mean += rest
    var = np.einsum("nd,nd->d", out, out) / x.dtype.type(len(x))
    scale = gamma / np.sqrt(var + x.dtype.type(eps))
    out *= scale
    out += beta
    return out, Cache(mean, var, scale)


def batchnorm_infer(x, gamma, beta, mean, var, eps=1e-3):
    _check(x, gamma=gamma, beta=beta, mean=mean, var=var)
    if var.min(initial=0) < 0:
        raise ValueError("var is negative")
    out = _float(x) - mean
    out *= gamma / np.sqrt(_float(var) + out.dtype.type(eps))
    out += beta
    return out


def bn_update(old, batch, momentum=0.99):
    if old.shape != batch.shape or not 0 <= momentum <= 1:
        raise ValueError("old, batch or momentum")
    new = _float(old) * momentum
    new += batch * (1 - momentum)
    return new
