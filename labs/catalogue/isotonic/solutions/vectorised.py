"""Every falling run is pooled at once, until nothing falls."""

import numpy as np


def isotonic_regression(values, weights=None, *, increasing=True):
    values = np.asarray(values)
    v = values.astype(values.dtype if values.dtype.kind == "f" else float)
    w = np.ones(v.shape, v.dtype) if weights is None else np.asarray(weights).astype(float)
    if w.shape != v.shape:
        raise ValueError("values and weights must have one shape, (N,)")
    if not np.isfinite(v).all():
        raise ValueError("values must be finite")
    if not np.all(w > 0):
        raise ValueError("weights must be positive")
    means, size = (v if increasing else -v).astype(float), np.ones(v.size, int)
    w = w.astype(float)
    while True:
        starts = np.flatnonzero(np.append(True, means[1:] >= means[:-1]))
        if starts.size == means.size:
            break
        sums = np.add.reduceat(means * w, starts)
        w, size = np.add.reduceat(w, starts), np.add.reduceat(size, starts)
        means = sums / w
    out = np.repeat(means, size).astype(v.dtype)
    return out if increasing else -out
