"""A gradient that is shorter than c was made as long as c. Nothing is ever made longer: the factor is at most 1."""

import numpy as np


def as_floats(g):
    return g if g.dtype.kind == "f" else g.astype(float)


def length(g):
    if g.size == 0:
        return 0.0
    top = float(np.max(np.abs(g)))
    if not np.isfinite(top):
        raise ValueError("a gradient holds NaN or infinity")
    if top == 0:
        return 0.0
    return top * float(np.sqrt(np.sum((g / top) ** 2, dtype=float)))


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
    norm = length(np.array([length(g) for g in grads if g is not None]))
    if norm == 0:
        return [None if g is None else g.copy() for g in grads], norm
    factor = c / norm
    return [None if g is None else g * factor for g in grads], norm
