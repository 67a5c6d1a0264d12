"""The slopes of the lower hull of the cumulative sums."""

import numpy as np


def isotonic_regression(values, weights=None, *, increasing=True):
    v = np.array(values)
    v = v if v.dtype.kind == "f" else v.astype(float)
    w = np.full(v.shape, 1.0) if weights is None else np.array(weights, float)
    if v.ndim != 1 or w.shape != v.shape or np.isinf(v).any() or np.isnan(v + w).any():
        raise ValueError("values and weights do not fit, or are not finite")
    if w.size and w.min() <= 0:
        raise ValueError("weights must be positive")
    sign = 1 if increasing else -1
    scale = float(np.abs(v).max()) or 1.0
    x = [0.0, *np.cumsum(w).tolist()]
    y = [0.0, *np.cumsum(sign * w * (v / scale)).tolist()]
    hull = [0]
    for k in range(1, len(x)):
        while len(hull) > 1:
            a, b = hull[-2], hull[-1]
            if (y[b] - y[a]) * (x[k] - x[b]) < (y[k] - y[b]) * (x[b] - x[a]):
                break
            hull.pop()
        hull.append(k)
    slopes = [(y[b] - y[a]) / (x[b] - x[a]) for a, b in zip(hull, hull[1:])]
    return np.repeat(np.array(slopes) * sign * scale, np.diff(hull)).astype(v.dtype)
