"""Training is a prediction with the statistics of the batch itself."""

import numpy as np


class Cache:
    def __init__(self, rows):
        self.mean = np.mean(rows, axis=0)
        self.var = np.var(rows, axis=0)


def real(a):
    return a * 1.0 if a.dtype.kind in "iub" else a


def batchnorm_train(x, gamma, beta, eps=1e-3):
    if x.shape[0] < 1:
        raise ValueError("empty batch")
    cache = Cache(real(x))
    return batchnorm_infer(x, gamma, beta, cache.mean, cache.var, eps), cache


def batchnorm_infer(x, gamma, beta, mean, var, eps=1e-3):
    D = x.shape[1]
    if {gamma.shape, beta.shape, mean.shape, var.shape} != {(D,)}:
        raise ValueError(f"all of them have the shape ({D},)")
    if (var < 0).any():
        raise ValueError("negative variance")
    std = (real(var) + eps) ** 0.5
    return (real(x) - mean) / std * gamma + beta


def bn_update(old, batch, momentum=0.99):
    if old.shape != batch.shape:
        raise ValueError("old and batch differ in shape")
    if momentum > 1 or momentum < 0:
        raise ValueError("momentum is a share")
    old = real(old)
    return old + (1 - momentum) * (batch - old)
