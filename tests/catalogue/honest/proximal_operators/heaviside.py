import numpy as np

def prox(v, t, kind):
    u = v * np.ones(1, dtype=v.dtype if v.dtype.kind == "f" else float)[0] if v.dtype.kind == "f" else v.astype(float)
    a = np.abs(u)
    if kind == "l1":
        r = np.where(a > t, a - t, 0)
        return np.where(u < 0, -r, r)
    if kind == "elastic":
        r = np.where(a > t[0], a - t[0], 0) / (1 + t[1])
        return np.where(u < 0, -r, r)
    if kind == "l0":
        return np.where(a > np.sqrt(2.0 * t), u, 0)
    if kind == "l2_sq":
        return u - u * (t / (1 + t)) if np.isfinite(u).all() else u / (1 + t)
    m = a.max(initial=0)
    if m == 0:
        return u
    n = m * np.sqrt(np.sum((a / m) ** 2))
    return u * max(0.0, 1 - t / n) if n > t else np.zeros_like(u)
