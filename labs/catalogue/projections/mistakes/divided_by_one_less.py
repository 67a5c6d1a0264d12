"""The k-th candidate divides by k, counted from 1; yours counts from 0 and divides by k - 1."""

import numpy as np


def _floats(v):
    return v if v.dtype.kind == "f" else v.astype(float)


def _threshold(u, wanted):
    down = np.sort(u)[::-1].astype(float)
    candidates = (np.cumsum(down) - wanted) / np.maximum(np.arange(len(down)), 1)
    return candidates[np.max(np.flatnonzero(down > candidates), initial=0)]


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
    return (np.sign(v) * np.maximum(size - theta, 0)).astype(v.dtype)


def project_simplex(v, total=1.0):
    if total <= 0:
        raise ValueError("the total must be positive")
    if v.size == 0:
        raise ValueError("v has no entries")
    v = _floats(v)
    theta = _threshold(v, total)
    return np.maximum(v - theta, 0).astype(v.dtype)
