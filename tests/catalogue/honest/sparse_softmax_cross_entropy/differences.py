import numpy as np

def _inputs(z, y, reduction):
    if y.dtype.kind not in "iu": raise TypeError("ints")
    if y.shape != z.shape[:1]: raise ValueError("shape")
    if ((y < 0) + (y >= z.shape[1])).any(): raise ValueError("range")
    if reduction == "mean" and y.size == 0: raise ValueError("mean")
    return z if z.dtype.kind == "f" else z.astype(float)

def sparse_ce(z, y, reduction="none"):
    z = _inputs(z, y, reduction)
    d = z - z[np.arange(len(y)), y][:, None]
    m = np.maximum(d.max(axis=1), 0) if z.shape[1] else 0
    loss = m + np.log(np.exp(d - m[:, None]).sum(axis=1))
    if reduction == "mean": return loss.mean()
    if reduction == "sum": return loss.sum()
    return loss

def sparse_ce_grad(z, y, reduction="none"):
    z = _inputs(z, y, reduction)
    m = z.max(axis=1)[:, None]
    e = np.exp(z - m)
    p = e / e.sum(axis=1)[:, None]
    eye_rows = (np.arange(z.shape[1]) == y[:, None])
    g = np.where(eye_rows, p - 1, p)
    if reduction == "mean":
        g = g / np.array(len(y), dtype=z.dtype)
    return g
