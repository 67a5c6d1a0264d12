"""Sums as products with a row of ones, one new array on the way back."""

import numpy as np


def batchnorm_train(x, gamma, beta, eps=1e-3):
    if not len(x) or {gamma.shape, beta.shape} != {x.shape[1:]}:
        raise ValueError(f"x {x.shape}, gamma {gamma.shape}, beta {beta.shape}")
    x = np.asarray(x, x.dtype if x.dtype.kind == "f" else np.float64)
    share = np.full(len(x), 1 / len(x), x.dtype)
    xhat = x - share @ x
    var = np.einsum("nd,nd->d", xhat, xhat) / x.dtype.type(len(x))
    inv = 1 / np.sqrt(var + x.dtype.type(eps))
    xhat *= inv
    out = xhat * gamma
    out += beta
    return out, (xhat, gamma * inv)


def batchnorm_backward(dy, cache):
    xhat, scale = cache
    count = xhat.dtype.type(len(xhat))
    dy = np.asarray(dy, xhat.dtype)
    dbeta = np.ones(len(dy), dy.dtype) @ dy
    dgamma = np.einsum("nd,nd->d", dy, xhat)
    dx = xhat * (-dgamma / count)
    dx += dy
    dx -= dbeta / count
    dx *= scale
    return dx, dgamma, dbeta
