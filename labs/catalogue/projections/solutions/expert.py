"""Without sorting: entries that the threshold removes are left out until none is removed."""

import numpy as np


def _theta(u, wanted):
    theta = (u.sum() - wanted) / u.size
    while True:
        kept = u[u > theta]
        if kept.size == u.size or not kept.size:
            return theta
        u = kept
        theta = (u.sum() - wanted) / u.size


def _wide(v):
    return v.astype(np.float64), v.dtype if v.dtype.kind == "f" else np.dtype(float)


def project_l2_ball(v, radius=1.0):
    if radius < 0:
        raise ValueError("the radius must not be negative")
    x, dtype = _wide(v)
    length = float(np.linalg.norm(x.ravel()))
    if length > radius:
        x *= radius / length
    return x.astype(dtype, copy=False)


def project_l1_ball(v, radius=1.0):
    if radius < 0:
        raise ValueError("the radius must not be negative")
    x, dtype = _wide(v)
    sizes = np.abs(x)
    if sizes.sum() > radius:
        theta = _theta(sizes.ravel(), radius)
        x -= x.clip(-theta, theta)
    return x.astype(dtype, copy=False)


def project_simplex(v, total=1.0):
    if not total > 0:
        raise ValueError("the total must be positive")
    if not v.size:
        raise ValueError("v has no entries")
    x, dtype = _wide(v)
    x -= _theta(x, total)
    return np.maximum(x, 0, out=x).astype(dtype, copy=False)
