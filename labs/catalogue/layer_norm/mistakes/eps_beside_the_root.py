"""eps goes under the root, with the variance. Beside it, it counts for more than its root would."""

import numpy as np


def layer_norm(x, gamma=1.0, beta=0.0, eps=1e-5):
    width = x.shape[-1]
    if width == 0:
        raise ValueError("there are no units")
    for each in (gamma, beta):
        if np.ndim(each) and np.shape(each) != (width,):
            raise ValueError(f"gamma and beta have the shape ({width},)")
    if x.dtype.kind != "f":
        x = x.astype(float)
    mean = x.mean(axis=-1, keepdims=True)
    var = ((x - mean) ** 2).mean(axis=-1, keepdims=True)
    inv = 1 / (np.sqrt(var) + eps)
    xhat = (x - mean) * inv
    out = gamma * xhat + beta
    return out, (xhat, inv, gamma)


def layer_norm_backward(dy, cache):
    xhat, inv, gamma = cache
    u = gamma * dy
    mean_u = u.mean(axis=-1, keepdims=True)
    mean_ux = (u * xhat).mean(axis=-1, keepdims=True)
    dx = inv * (u - mean_u - xhat * mean_ux)
    examples = tuple(range(dy.ndim - 1))
    dgamma = (dy * xhat).sum(axis=examples)
    dbeta = dy.sum(axis=examples)
    return dx, dgamma, dbeta
