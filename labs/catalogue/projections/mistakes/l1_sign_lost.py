"""project_l1_ball: the signs are lost. Threshold the sizes, then give the signs back."""

import numpy as np


def _floats(v):
    return v if v.dtype.kind == "f" else v.astype(float)


def _threshold(u, wanted):
    down = np.sort(u)[::-1].astype(float)
    candidates = (np.cumsum(down) - wanted) / np.arange(1, len(down) + 1)
    k = np.count_nonzero(down > candidates)
    return candidates[max(k, 1) - 1]


def project_l2_ball(v, radius=1.0):
    if radius < 0:
        raise ValueError("the radius must not be negative")
    v = _floats(v)
    length = np.sqrt(np.sum(v**2))
    if length <= radius:
        return v.copy()
    return v * (radius / length)


def project_l1_ball(v, radius=1.0):
    if radius < 0:
        raise ValueError("the radius must not be negative")
    v = _floats(v)
    size = np.abs(v)
    if size.sum() <= radius:
        return v.copy()
    theta = _threshold(size.ravel(), radius)
    return (np.maximum(size - theta, 0)).astype(v.dtype)


def project_simplex(v, total=1.0):
    if total <= 0:
        raise ValueError("the total must be positive")
    if v.size == 0:
        raise ValueError("v has no entries")
    v = _floats(v)
    theta = _threshold(v, total)
    return np.maximum(v - theta, 0).astype(v.dtype)
