import math
import numpy as np

def shrink(x, t):
    if x > t:
        return x - t
    if x < -t:
        return x + t
    return 0.0

def prox(v, t, kind):
    out = np.zeros(v.shape, dtype=v.dtype if v.dtype.kind == "f" else float)
    if kind == "group":
        total = 0.0
        for x in v.flat:
            total += float(x) ** 2
        length = math.sqrt(total)
        if length <= t:
            return out
        factor = 1 - t / length
    for idx in np.ndindex(v.shape):
        x = float(v[idx])
        if kind == "l1":
            out[idx] = shrink(x, t)
        elif kind == "l0":
            out[idx] = x if x * x > 2 * t else 0.0
        elif kind == "l2_sq":
            out[idx] = x / (1 + t)
        elif kind == "elastic":
            out[idx] = shrink(x, t[0]) / (1 + t[1])
        else:
            out[idx] = factor * x
    return out
