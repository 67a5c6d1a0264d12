import math
import numpy as np

def penalty(W, kind, l1=0.0, l2=0.0):
    values = []
    for w in (W if isinstance(W, list) else [W]):
        values.extend(w.ravel().tolist())
    if kind == "l0":
        return len([v for v in values if v])
    first = math.fsum(abs(v) for v in values)
    if kind == "l1":
        return first * l1
    second = math.fsum(v * v for v in values)
    if kind == "l2_sq":
        return second * l2
    return first * l1 + second * l2

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError("try l1")
    def one(w):
        out = np.empty(w.shape, w.dtype if w.dtype.kind == "f" else "f8")
        np.sign(w, out=out, casting="unsafe")
        first = l1 if kind in ("l1", "elastic") else 0
        second = l2 if kind in ("l2_sq", "elastic") else 0
        out *= first
        out += 2 * second * w
        return out
    return [one(w) for w in W] if isinstance(W, list) else one(W)
