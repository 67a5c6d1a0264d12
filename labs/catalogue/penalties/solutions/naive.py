"""Loops over entries: right, and slow on large arrays."""

import numpy as np


def penalty(W, kind, l1=0.0, l2=0.0):
    arrays = W if isinstance(W, list) else [W]
    total = 0.0
    for array in arrays:
        for w in array.ravel():
            w = float(w)
            if kind == "l0":
                if w != 0:
                    total += 1
            if kind in ("l1", "elastic"):
                total += l1 * abs(w)
            if kind in ("l2_sq", "elastic"):
                total += l2 * w * w
    return total


def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError("the count has no useful gradient")
    if isinstance(W, list):
        return [penalty_grad(array, kind, l1, l2) for array in W]
    dtype = W.dtype if W.dtype.kind == "f" else np.float64
    grad = np.zeros(W.shape, dtype)
    for index in np.ndindex(*W.shape):
        w = float(W[index])
        slope = 0.0
        if kind in ("l1", "elastic"):
            slope += l1 * ((w > 0) - (w < 0))
        if kind in ("l2_sq", "elastic"):
            slope += 2 * l2 * w
        grad[index] = slope
    return grad
