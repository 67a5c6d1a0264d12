import numpy as np

def soft(v, t):
    return v - np.clip(v, -t, t)

def prox(v, t, kind):
    v = np.asarray(v)
    v = v + 0.0
    if kind == "l1":
        return soft(v, t)
    if kind == "elastic":
        return soft(v, t[0]) / (1 + t[1])
    if kind == "l2_sq":
        return v / (1 + t)
    if kind == "l0":
        v[v**2 <= 2 * t] = 0.0
        return v
    norm = np.sqrt(np.sum(np.square(v)))
    return v * (0.0 if norm <= t else 1 - t / norm)
