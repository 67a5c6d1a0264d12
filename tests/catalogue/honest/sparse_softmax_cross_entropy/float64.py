import numpy as np

def _verify(z, y, reduction):
    if y.dtype.kind not in "iu":
        raise TypeError("not integers")
    if y.ndim != 1 or len(y) != len(z):
        raise ValueError("not one label a row")
    if len(y) and (y.min() < 0 or y.max() > z.shape[1] - 1):
        raise ValueError("not a class")
    if reduction == "mean" and len(y) == 0:
        raise ValueError("nothing")

def _logp(z):
    z = z.astype(np.float64)
    z -= z.max(axis=1, keepdims=True)
    z -= np.log(np.exp(z).sum(axis=1, keepdims=True))
    return z

def sparse_ce(z, y, reduction="none"):
    _verify(z, y, reduction)
    out = z.dtype if z.dtype.kind == "f" else np.float64
    logp = _logp(z)
    loss = np.array([-logp[i, k] for i, k in enumerate(y)], dtype=np.float64)
    if reduction == "sum":
        return float(loss.sum())
    if reduction == "mean":
        return float(loss.mean())
    return loss.astype(out)

def sparse_ce_grad(z, y, reduction="none"):
    _verify(z, y, reduction)
    out = z.dtype if z.dtype.kind == "f" else np.float64
    grad = np.exp(_logp(z))
    for i, k in enumerate(y):
        grad[i, k] -= 1
    if reduction == "mean":
        grad /= len(y)
    return grad.astype(out)
