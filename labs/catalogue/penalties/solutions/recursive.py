"""An elastic penalty is the two others; a list is its first array and the rest."""

import numpy as np

def penalty(W, kind, l1=0.0, l2=0.0):
    if isinstance(W, list):
        if len(W) == 0:
            return 0.0
        return penalty(W[0], kind, l1, l2) + penalty(W[1:], kind, l1, l2)
    if kind == "elastic":
        return penalty(W, "l1", l1, l2) + penalty(W, "l2_sq", l1, l2)
    if kind == "l1":
        return l1 * np.abs(W).sum()
    if kind == "l2_sq":
        return l2 * np.square(W).sum()
    if kind == "l0":
        return len(np.flatnonzero(W))

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if isinstance(W, list):
        return [penalty_grad(w, kind, l1, l2) for w in W]
    if W.dtype.kind != "f":
        return penalty_grad(W.astype(np.float64), kind, l1, l2)
    if kind == "elastic":
        return penalty_grad(W, "l1", l1, l2) + penalty_grad(W, "l2_sq", l1, l2)
    if kind == "l1":
        return l1 * np.where(W > 0, 1, np.where(W < 0, -1, 0)).astype(W.dtype)
    if kind == "l2_sq":
        return l2 * 2 * W
    raise NotImplementedError(kind)
