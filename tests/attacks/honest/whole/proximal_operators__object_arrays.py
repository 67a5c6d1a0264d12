"""Objects inside, numbers outside."""

import numpy as np


def prox(v, t, kind):
    dtype = v.dtype if v.dtype.kind == "f" else np.dtype(float)
    boxes = v.astype(float).astype(object).ravel()
    if kind == "group":
        length = sum(x * x for x in boxes) ** 0.5
        done = [x * max(0.0, 1 - t / length) if length else 0.0 for x in boxes]
    elif kind == "l1":
        done = [max(x - t, 0.0) + min(x + t, 0.0) for x in boxes]
    elif kind == "l0":
        done = [x if x * x > 2 * t else 0.0 for x in boxes]
    elif kind == "l2_sq":
        done = [x / (1 + t) for x in boxes]
    elif kind == "elastic":
        done = [(max(x - t[0], 0.0) + min(x + t[0], 0.0)) / (1 + t[1]) for x in boxes]
    else:
        raise ValueError(kind)
    return np.array(done, dtype=object).astype(dtype).reshape(v.shape)
