"""np.select for the three pieces of the soft threshold."""

import numpy as np

def _soft(v, t):
    return np.select([v > t, v < -t], [v - t, v + t], 0).astype(v.dtype)

def prox(v, t, kind):
    v = v if v.dtype.kind == "f" else v.astype("float64")
    if kind == "l1":
        ans = _soft(v, t)
    if kind == "l0":
        ans = np.where(0.5 * v * v > t, v, 0)
    if kind == "l2_sq":
        ans = np.divide(v, 1 + t)
    if kind == "elastic":
        ans = np.divide(_soft(v, t[0]), 1 + t[1])
    if kind == "group":
        norm = float(np.sum(v.astype(float) ** 2)) ** 0.5
        ans = np.zeros_like(v) if norm <= t else (1 - t / norm) * v
    return ans
