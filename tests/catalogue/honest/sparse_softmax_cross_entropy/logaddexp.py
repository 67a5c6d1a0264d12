import numpy as np

def _check(z, y, reduction):
    if not (y.dtype.kind == "i" or y.dtype.kind == "u"):
        raise TypeError("y")
    if y.shape != z.shape[:-1]:
        raise ValueError("y.shape")
    if y.size > 0 and not (0 <= y.min() and y.max() < z.shape[-1]):
        raise ValueError("y")
    if reduction == "mean" and y.size == 0:
        raise ValueError("mean")
    return z if z.dtype.kind == "f" else z * 1.0

def sparse_ce(z, y, reduction="none"):
    z = _check(z, y, reduction)
    lse = np.logaddexp.reduce(z.astype(float), axis=1)
    picked = np.take_along_axis(z, y.astype(int)[:, None], axis=1)[:, 0]
    loss = (lse - picked).astype(z.dtype)
    return loss if reduction == "none" else (loss.sum() if reduction == "sum" else loss.mean())

def sparse_ce_grad(z, y, reduction="none"):
    z = _check(z, y, reduction)
    lse = np.logaddexp.reduce(z.astype(float), axis=1, keepdims=True)
    p = np.exp(z - lse).astype(z.dtype)
    np.subtract.at(p, (np.arange(len(y)), y), 1)
    if reduction == "mean":
        p /= len(y)
    return p
