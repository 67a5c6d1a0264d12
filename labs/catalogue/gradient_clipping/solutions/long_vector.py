"""All gradients as one long vector in extended precision, which holds the squares."""

import numpy as np


def clip_by_value(g, lo, hi):
    if lo > hi:
        raise ValueError("lo > hi")
    g = g * 1.0
    return np.where(g < lo, lo, np.where(g > hi, hi, g)).astype(g.dtype)


def norm_of(arrays):
    if not arrays:
        return 0.0
    vector = np.concatenate([np.ravel(g) for g in arrays]).astype(np.longdouble)
    if not np.all(np.isfinite(vector)):
        raise ValueError("NaN or infinity")
    return float(np.sqrt(np.sum(vector * vector)))


def scaled(g, c, norm):
    g = g * 1.0
    if norm > c:
        # divided first: the factor of a huge gradient would be a denormal number
        g = (g / norm * c).astype(g.dtype)
    return g


def clip_by_norm(g, c):
    if not c > 0:
        raise ValueError("c <= 0")
    return scaled(g, c, norm_of([g]))


def clip_by_global_norm(grads, c):
    if not c > 0:
        raise ValueError("c <= 0")
    norm = norm_of([g for g in grads if g is not None])
    out = []
    for g in grads:
        out.append(g if g is None else scaled(g, c, norm))
    return out, norm
