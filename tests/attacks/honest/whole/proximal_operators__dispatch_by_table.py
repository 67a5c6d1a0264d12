"""Kinds in a table of functions."""

import numpy as np


def _soft(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


def _group(v, t):
    length = np.linalg.norm(v)
    return v * max(0.0, 1 - t / length) if length > 0 else v * 0


TABLE = {
    "l1": _soft,
    "l0": lambda v, t: np.where(np.square(v) > 2 * t, v, 0),
    "l2_sq": lambda v, t: v / (1 + t),
    "elastic": lambda v, t: _soft(v, t[0]) / (1 + t[1]),
    "group": _group,
}


def prox(v, t, kind):
    v = v if v.dtype.kind == "f" else v.astype(float)
    if kind not in TABLE:
        raise ValueError(kind)
    return TABLE[kind](v, t)
