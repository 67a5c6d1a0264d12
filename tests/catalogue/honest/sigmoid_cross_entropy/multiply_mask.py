import numpy as np

def _go(z, y, reduction):
    if z.shape != y.shape:
        raise ValueError(f"{z.shape} {y.shape}")
    bad = (y < 0) | (y > 1)
    if np.count_nonzero(bad):
        raise ValueError("label")
    n = z.size
    if n == 0 and reduction == "mean":
        raise ValueError("n = 0")
    zz = z if z.dtype.kind == "f" else z.astype("f8")
    return zz, y.astype(zz.dtype), n

def sigmoid_ce(z, y, reduction="none"):
    z, y, n = _go(z, y, reduction)
    e = np.exp(-np.abs(z))
    neg = z < 0
    loss = np.log1p(e) + np.where(neg, -z * y, z * (1 - y))
    if reduction == "mean":
        return np.add.reduce(loss, axis=None) / n
    if reduction == "sum":
        return np.add.reduce(loss, axis=None)
    return loss

def sigmoid_ce_grad(z, y, reduction="none"):
    z, y, n = _go(z, y, reduction)
    e = np.exp(-np.abs(z))
    neg = z < 0
    p = np.where(neg, e, 1) / (1 + e)
    d = p - y
    if reduction == "mean":
        d = d / n
    return d
