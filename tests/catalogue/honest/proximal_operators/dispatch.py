import numpy as np

def _l1(v, t):
    return np.maximum(v - t, 0) + np.minimum(v + t, 0)

def _l0(v, t):
    keep = np.square(v) > 2 * t
    return np.where(keep, v, np.zeros_like(v))

def _l2(v, t):
    return v / (1.0 + t)

def _elastic(v, t):
    return _l2(_l1(v, t[0]), t[1])

def _group(v, t):
    size = np.sqrt((v * v).sum())
    if size <= t or size == 0:
        return v * 0
    return v - t * v / size

OPERATORS = {"l1": _l1, "l0": _l0, "l2_sq": _l2, "elastic": _elastic, "group": _group}

def prox(v, t, kind):
    if not np.issubdtype(v.dtype, np.floating):
        v = np.array(v, dtype=np.float64)
    return OPERATORS[kind](v, t)
