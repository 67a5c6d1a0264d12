"""v - clip(v, -t, t) is the soft threshold; results are made in place."""

import numpy as np


def _soft(v, t):
    out = np.clip(v, -t, t)
    np.subtract(v, out, out=out)
    return out


def prox(v, t, kind):
    v = np.asarray(v, dtype=v.dtype if v.dtype.kind == "f" else float)
    if kind == "l1":
        return _soft(v, t)
    if kind == "elastic":
        out = _soft(v, t[0])
        out *= 1 / (1 + t[1])
        return out
    if kind == "l0":
        out = v.copy()
        out[np.abs(v) <= np.sqrt(2 * t)] = 0
        return out
    if kind == "l2_sq":
        return v / (1 + t)
    length = float(np.linalg.norm(v.ravel()))
    return v * (1 - t / length) if length > t else np.zeros_like(v)
