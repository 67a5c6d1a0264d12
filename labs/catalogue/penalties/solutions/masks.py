"""Positive and negative weights apart."""

import numpy as np

def _one(w, kind, l1, l2):
    pos = w[w > 0]
    neg = w[w < 0]
    if kind == "l0":
        return pos.size + neg.size
    s = 0.0
    if kind == "l1" or kind == "elastic":
        s += l1 * (pos.sum() - neg.sum())
    if kind == "l2_sq" or kind == "elastic":
        s += l2 * ((pos * pos).sum() + (neg * neg).sum())
    return s

def penalty(W, kind, l1=0.0, l2=0.0):
    if isinstance(W, np.ndarray):
        return _one(W, kind, l1, l2)
    return sum(_one(w, kind, l1, l2) for w in W)

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError("count")
    def slope(w):
        w = w.copy() if w.dtype.kind == "f" else w.astype(float)
        g = np.zeros_like(w)
        if kind == "l1" or kind == "elastic":
            g[w > 0] += l1
            g[w < 0] -= l1
        if kind == "l2_sq" or kind == "elastic":
            g += 2 * l2 * w
        return g
    if isinstance(W, np.ndarray):
        return slope(W)
    return [slope(w) for w in W]
