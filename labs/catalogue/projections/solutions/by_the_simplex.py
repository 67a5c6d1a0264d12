"""The L1 ball by the simplex of the absolute values."""

import numpy as np


def as_floats(v):
    return np.asarray(v, dtype=v.dtype if v.dtype.kind == "f" else np.float64)


def project_l2_ball(v, radius=1.0):
    if radius < 0:
        raise ValueError("radius < 0")
    w = as_floats(v)
    length = float(np.linalg.norm(w))
    return w * (radius / max(length, radius)) if length > 0 else w.copy()


def project_simplex(v, total=1.0):
    if total <= 0 or v.size < 1:
        raise ValueError("total <= 0, or no entries")
    w = as_floats(v)
    order = np.argsort(-w.astype(float), kind="stable")
    falling = w[order].astype(float) - float(w[order[0]])
    sums = falling.cumsum()
    counts = np.arange(1, w.size + 1)
    last = int(np.flatnonzero(counts * falling + total > sums)[-1])
    theta = (sums[last] - total) / counts[last] + float(w[order[0]])
    return np.where(w > theta, w - theta, 0).astype(w.dtype)


def project_l1_ball(v, radius=1.0):
    if radius < 0:
        raise ValueError("radius < 0")
    w = as_floats(v)
    if np.abs(w).sum() <= radius:
        return np.array(w)
    if radius == 0:
        return np.zeros_like(w)
    onto = project_simplex(np.abs(w).reshape(-1), radius)
    return np.copysign(onto.reshape(w.shape), w)
