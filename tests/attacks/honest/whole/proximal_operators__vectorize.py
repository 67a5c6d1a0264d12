"""np.vectorize over a scalar function."""

import math

import numpy as np


def scalar(kind):
    def l1(v, t):
        return math.copysign(max(abs(v) - t, 0.0), v)

    def l0(v, t):
        return v if v * v > 2 * t else 0.0

    def l2_sq(v, t):
        return v / (1 + t)

    return {"l1": l1, "l0": l0, "l2_sq": l2_sq}[kind]


def prox(v, t, kind):
    dtype = v.dtype if v.dtype.kind == "f" else np.dtype(float)
    if kind == "elastic":
        return prox(v, t[0], "l1") / dtype.type(1 + t[1])
    if kind == "group":
        length = math.sqrt(sum(float(x) ** 2 for x in v.flat))
        factor = max(0.0, 1 - t / length) if length else 0.0
        return v.astype(dtype) * dtype.type(factor)
    return np.vectorize(scalar(kind), otypes=[dtype])(v.astype(dtype), t)
