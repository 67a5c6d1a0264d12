"""No temporary that can be avoided: vdot, count_nonzero, one buffer a gradient."""

import numpy as np


def penalty(W, kind, l1=0.0, l2=0.0):
    arrays = W if isinstance(W, list) else [W]
    if kind == "l0":
        return int(sum(np.count_nonzero(w) for w in arrays))
    size = sum(float(np.abs(w).sum()) for w in arrays) if kind != "l2_sq" else 0.0
    square = sum(float(np.vdot(w, w)) for w in arrays) if kind != "l1" else 0.0
    return (l1 if kind != "l2_sq" else 0.0) * size + (l2 if kind != "l1" else 0.0) * square


def _one(w, kind, l1, l2):
    w = np.asarray(w) if w.dtype.kind == "f" else np.asarray(w, dtype=float)
    if kind == "l2_sq":
        return np.multiply(w, 2 * l2)
    grad = np.sign(w)
    grad *= l1
    if kind == "elastic":
        grad += w * (2 * l2)
    return grad


def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError("the count has no useful gradient")
    if isinstance(W, list):
        return [_one(w, kind, l1, l2) for w in W]
    return _one(W, kind, l1, l2)
