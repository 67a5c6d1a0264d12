"""One dot product an array; what overflows is looked at again, divided by its largest size."""

import math

import numpy as np


def _floats(g):
    return g if g.dtype.kind == "f" else g.astype(np.float64)


def _squares(g, unit):
    """The sum of squares of g / unit, in float64."""
    flat = g.reshape(-1) if unit == 1 else g.reshape(-1) / unit
    if flat.dtype != np.float64:
        flat = flat.astype(np.float64)
    return float(np.dot(flat, flat))


def _length(arrays):
    with np.errstate(over="ignore", invalid="ignore"):
        total = sum(_squares(g, 1.0) for g in arrays)
    if 1e-290 < total < math.inf:
        return math.sqrt(total)
    top = max((float(np.abs(g).max(initial=0)) for g in arrays), default=0.0)
    if top == 0:
        return 0.0
    if not all(np.isfinite(g).all() for g in arrays):
        raise ValueError("a gradient holds NaN or infinity")
    return top * math.sqrt(sum(_squares(g, top) for g in arrays))


def clip_by_value(g, lo, hi):
    if not lo <= hi:
        raise ValueError(f"lo is {lo}, hi is {hi}")
    return _floats(g).clip(lo, hi)


def clip_by_norm(g, c):
    return clip_by_global_norm([g], c)[0][0]


def clip_by_global_norm(grads, c):
    if not c > 0:
        raise ValueError(f"c is {c}; it must be positive")
    floats = [None if g is None else _floats(g) for g in grads]
    norm = _length([g for g in floats if g is not None])
    factor = c / norm if norm > c else 1.0
    return [None if g is None else g * factor for g in floats], norm
