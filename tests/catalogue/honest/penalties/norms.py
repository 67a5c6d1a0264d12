import numpy as np
from numpy.linalg import norm

def penalty(W, kind, l1=0.0, l2=0.0):
    if isinstance(W, list):
        return np.sum([penalty(w, kind, l1, l2) for w in W])
    v = W.reshape(-1).astype(float)
    if kind == "l0":
        return norm(v, 0) if v.size else 0.0
    ab = norm(v, 1) if v.size else 0.0
    if kind == "l1":
        return l1 * ab
    sq = norm(v, 2) ** 2
    if kind == "l2_sq":
        return l2 * sq
    return l1 * ab + l2 * sq

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError("l0 has no gradient")
    if isinstance(W, list):
        return [penalty_grad(w, kind, l1, l2) for w in W]
    v = W if W.dtype.kind == "f" else W.astype(float)
    if kind == "l1":
        return l1 * np.sign(v)
    if kind == "l2_sq":
        return 2 * l2 * v
    return l1 * np.sign(v) + 2 * l2 * v
