import numpy as np

relu = lambda a: np.where(a > 0, a, 0)

def soft(v, t):
    return relu(v - t) - relu(-v - t)

def prox(v, t, kind):
    if v.dtype.kind != "f":
        v = v.astype(float)
    if kind == "l1":
        return soft(v, t)
    elif kind == "l0":
        h = v.copy()
        h[np.abs(h) <= (2 * t) ** 0.5] = 0
        return h
    elif kind == "l2_sq":
        return v / (1 + t)
    elif kind == "elastic":
        return soft(v, t[0]) / (1 + t[1])
    else:
        norm2 = np.sum(v * v)
        if norm2 <= t * t:
            return np.zeros_like(v)
        return v - v * (t / np.sqrt(norm2))
