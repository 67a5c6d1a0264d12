import numpy as np

def soft(v, t):
    zero = np.zeros_like(v)
    return np.median(np.stack([v - t, zero, v + t]), axis=0).astype(v.dtype)

def prox(v, t, kind):
    v = v if v.dtype.kind == "f" else v.astype(float)
    if v.size == 0:
        return v.copy()
    if kind == "l1":
        return soft(v, t)
    if kind == "elastic":
        return soft(v, t[0]) / (1 + t[1])
    if kind == "l0":
        return np.where(np.abs(v) > np.sqrt(2 * t), v, 0)
    if kind == "l2_sq":
        return v / (1 + t)
    length = np.hypot.reduce(v.ravel())
    return v * (1 - t / length) if length > t else v * 0
