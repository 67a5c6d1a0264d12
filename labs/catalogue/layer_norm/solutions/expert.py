"""Rows as dot products, arrays reused, sums over the examples as products with a row of ones."""

import numpy as np


def layer_norm(x, gamma=1.0, beta=0.0, eps=1e-5):
    width = x.shape[-1]
    if not width:
        raise ValueError("at least one unit is needed")
    dtype = x.dtype if x.dtype.kind == "f" else np.dtype(float)
    gamma, beta = np.asarray(gamma, dtype), np.asarray(beta, dtype)
    if gamma.shape not in ((), (width,)) or beta.shape not in ((), (width,)):
        raise ValueError(f"gamma is {gamma.shape} and beta {beta.shape}, for {width} units")
    rows = np.ascontiguousarray(x, dtype).reshape(x.size // width, width)
    share = np.full(width, 1 / width, dtype)
    xhat = rows - (rows @ share)[:, None]
    inv = np.einsum("nd,nd->n", xhat, xhat)
    inv /= width
    inv += dtype.type(eps)
    np.sqrt(inv, out=inv)
    np.divide(1, inv, out=inv)
    xhat *= inv[:, None]
    out = xhat * gamma
    out += beta
    return out.reshape(x.shape), (xhat, inv, gamma, share)


def layer_norm_backward(dy, cache):
    xhat, inv, gamma, share = cache
    rows = np.ascontiguousarray(dy, xhat.dtype).reshape(xhat.shape)
    u = rows * gamma
    along = np.einsum("nd,nd->n", u, xhat)
    along *= share[0]
    u -= (u @ share)[:, None]
    u -= xhat * along[:, None]
    u *= inv[:, None]
    dgamma = np.einsum("nd,nd->d", rows, xhat)
    dbeta = np.ones(len(rows), rows.dtype) @ rows
    return u.reshape(dy.shape), dgamma, dbeta
