"""The way back step by step, as the chain rule gives it."""

import numpy as np


class Cache:
    pass


def batchnorm_train(x, gamma, beta, eps=1e-3):
    N, D = x.shape
    if N < 1:
        raise ValueError("no examples")
    if gamma.shape != (D,) or beta.shape != (D,):
        raise ValueError("scale or shift")
    c = Cache()
    c.N, c.gamma = N, gamma
    x = x if np.issubdtype(x.dtype, np.floating) else x * 1.0
    c.centered = x - np.sum(x, axis=0) / N
    c.var = np.sum(c.centered**2, axis=0) / N
    c.std = np.sqrt(c.var + eps)
    c.xhat = c.centered / c.std
    return c.xhat * gamma + beta, c


def batchnorm_backward(dy, cache):
    c = cache
    dgamma = np.einsum("nd,nd->d", dy, c.xhat)
    dbeta = np.sum(dy, axis=0)
    dxhat = dy * c.gamma
    # through the variance, then through the mean
    dvar = np.sum(dxhat * c.centered, axis=0) * (-0.5) / c.std**3
    dcentered = dxhat / c.std + dvar * 2 * c.centered / c.N
    dmean = -np.sum(dcentered, axis=0)
    return dcentered + dmean / c.N, dgamma, dbeta
