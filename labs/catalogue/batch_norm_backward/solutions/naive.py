"""Unit by unit, value by value."""

import math

import numpy as np


def batchnorm_train(x, gamma, beta, eps=1e-3):
    N, D = x.shape
    if N == 0 or gamma.shape != (D,) or beta.shape != (D,):
        raise ValueError("shapes")
    dtype = x.dtype if x.dtype.kind == "f" else float
    out, cache = np.zeros((N, D), dtype), {"units": [], "dtype": dtype}
    for d in range(D):
        values = [float(x[n, d]) for n in range(N)]
        mean = math.fsum(values) / N
        root = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / N + eps)
        hats = [(value - mean) / root for value in values]
        for n in range(N):
            out[n, d] = float(gamma[d]) * hats[n] + float(beta[d])
        cache["units"].append((hats, root, float(gamma[d])))
    return out, cache


def batchnorm_backward(dy, cache):
    N, D = dy.shape
    dx = np.zeros((N, D), cache["dtype"])
    dgamma, dbeta = np.zeros(D, cache["dtype"]), np.zeros(D, cache["dtype"])
    for d, (hats, root, gamma) in enumerate(cache["units"]):
        slopes = [float(dy[n, d]) for n in range(N)]
        total = sum(slopes)
        along = sum(slope * hat for slope, hat in zip(slopes, hats))
        dgamma[d], dbeta[d] = along, total
        for n in range(N):
            dx[n, d] = gamma / root * (slopes[n] - total / N - hats[n] * along / N)
    return dx, dgamma, dbeta
