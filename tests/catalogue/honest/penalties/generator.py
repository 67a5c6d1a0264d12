import numpy as np

def _terms(kind, l1, l2):
    if kind in {"l1", "elastic"}:
        yield l1, np.abs, np.sign
    if kind in {"l2_sq", "elastic"}:
        yield l2, np.square, lambda w: 2 * w

def penalty(W, kind, l1=0.0, l2=0.0):
    arrays = W if isinstance(W, list) else [W]
    if kind == "l0":
        return sum(np.count_nonzero(a) for a in arrays)
    total = 0.0
    for rate, value, _ in _terms(kind, l1, l2):
        for a in arrays:
            total += rate * value(a).sum()
    return total

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError("l0")
    arrays = W if isinstance(W, list) else [W]
    grads = []
    for a in arrays:
        a = a.astype(float) if a.dtype.kind in "iub" else a
        g = np.zeros(a.shape, a.dtype)
        for rate, _, slope in _terms(kind, l1, l2):
            g += rate * slope(a)
        grads.append(g)
    return grads if isinstance(W, list) else grads[0]
