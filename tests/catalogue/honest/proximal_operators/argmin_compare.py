import numpy as np

def cost_keep(v, t):
    return t * np.ones_like(v)

def cost_drop(v):
    return 0.5 * v**2

def prox(v, t, kind):
    v = v if v.dtype.kind == "f" else v.astype(np.double)
    if kind == "l0":
        return np.where(cost_keep(v, t) < cost_drop(v), v, 0)
    if kind == "l2_sq":
        return v / (1 + t)
    if kind == "group":
        flat = v.reshape(-1)
        norm = np.sqrt(flat @ flat)
        if norm <= t:
            return np.zeros_like(v)
        return (1 - t / norm) * v
    l1, l2 = t if kind == "elastic" else (t, 0.0)
    up = v - l1
    down = v + l1
    res = np.where(up > 0, up, np.where(down < 0, down, 0))
    return res / (1 + l2)
