"""One entry at a time: right, and slow on long vectors."""

import math

import numpy as np


def _soft(x, t):
    if x > t:
        return x - t
    if x < -t:
        return x + t
    return 0.0


def prox(v, t, kind):
    out = np.empty(v.shape, v.dtype if v.dtype.kind == "f" else float)
    flat = [float(x) for x in v.ravel()]
    if kind == "l1":
        new = [_soft(x, t) for x in flat]
    elif kind == "l0":
        new = [x if x * x > 2 * t else 0.0 for x in flat]
    elif kind == "l2_sq":
        new = [x / (1 + t) for x in flat]
    elif kind == "elastic":
        new = [_soft(x, t[0]) / (1 + t[1]) for x in flat]
    else:
        length = math.sqrt(sum(x * x for x in flat))
        new = [x * max(0.0, 1 - t / length) if length > 0 else 0.0 for x in flat]
    out[...] = np.array(new, dtype=out.dtype).reshape(v.shape)
    return out
