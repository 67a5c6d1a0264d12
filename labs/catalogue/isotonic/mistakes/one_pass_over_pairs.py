"""One pass that puts the mean in the place of two neighbors is not enough: their mean may violate the order again."""

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
    if not increasing:
        v = -v
    out = v.copy()
    for k in range(1, len(out)):
        if out[k] < out[k - 1]:
            out[k - 1 : k + 1] = (out[k - 1] * w[k - 1] + out[k] * w[k]) / (w[k - 1] + w[k])
    return out if increasing else -out
