import numpy as np

def _safe_sign(w):
    size = np.abs(w)
    return np.divide(w, size, out=np.zeros_like(w), where=size > 0)

def penalty(W, kind, l1=0.0, l2=0.0):
    if isinstance(W, list):
        return float(np.sum([penalty(w, kind, l1, l2) for w in W]))
    if kind == "l0":
        return float(np.sum(np.where(W == 0, 0, 1)))
    if kind in ("l1", "elastic"):
        first = l1 * np.sqrt(np.square(W)).sum() if np.abs(W).max(initial=0) < 1e100 else l1 * np.abs(W).sum()
    if kind == "l1":
        return float(first)
    second = l2 * (W * W).sum()
    return float(second) if kind == "l2_sq" else float(first + second)

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError
    if isinstance(W, list):
        return [penalty_grad(w, kind, l1, l2) for w in W]
    w = np.asarray(W, dtype=None if W.dtype.kind == "f" else float)
    grad = np.zeros_like(w)
    if kind in ("l1", "elastic"):
        grad = grad + l1 * _safe_sign(w)
    if kind in ("l2_sq", "elastic"):
        grad = grad + 2 * l2 * w
    return grad
