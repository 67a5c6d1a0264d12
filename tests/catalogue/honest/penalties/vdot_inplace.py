import numpy as np

def penalty(W, kind, l1=0.0, l2=0.0):
    arrays = [W] if isinstance(W, np.ndarray) else list(W)
    if kind == "l0":
        total = 0
        for a in arrays:
            total += int(np.count_nonzero(a))
        return total
    total = np.float64(0)
    for a in arrays:
        if kind in ("l1", "elastic"):
            total += l1 * float(np.abs(a).sum())
        if kind in ("l2_sq", "elastic"):
            total += l2 * float(np.vdot(a, a))
    return total

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError("nope")
    if isinstance(W, list):
        grads = [None] * len(W)
        for i in range(len(W)):
            grads[i] = penalty_grad(W[i], kind, l1, l2)
        return grads
    grad = np.array(W, dtype=W.dtype if W.dtype.kind == "f" else float, copy=True)
    if kind == "l2_sq":
        grad *= 2 * l2
    elif kind == "l1":
        np.sign(grad, out=grad)
        grad *= l1
    else:
        s = np.sign(grad)
        grad *= 2 * l2
        grad += l1 * s
    return grad
