import numpy as np

TERMS = {
    "l0": [],
    "l1": ["size"],
    "l2_sq": ["square"],
    "elastic": ["size", "square"],
}
VALUE = {
    "size": lambda w, a, b: a * np.sum(np.abs(w)),
    "square": lambda w, a, b: b * np.sum(w * w),
}
SLOPE = {
    "size": lambda w, a, b: a * np.sign(w),
    "square": lambda w, a, b: 2 * b * w,
}

def penalty(W, kind, l1=0.0, l2=0.0):
    arrays = W if isinstance(W, list) else [W]
    if kind == "l0":
        return int(sum((a != 0).sum() for a in arrays))
    return float(sum(VALUE[t](a, l1, l2) for a in arrays for t in TERMS[kind]))

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if not TERMS[kind]:
        raise NotImplementedError(kind)
    arrays = W if isinstance(W, list) else [W]
    arrays = [a if a.dtype.kind == "f" else a.astype("float64") for a in arrays]
    grads = [sum(SLOPE[t](a, l1, l2) for t in TERMS[kind]) for a in arrays]
    return grads if isinstance(W, list) else grads[0]
