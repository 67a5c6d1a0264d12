import numpy as np

def ok(z, y, reduction):
    if y.dtype.kind not in "iu": raise TypeError
    if y.shape != z.shape[:1]: raise ValueError
    if len(y) and (y.min() < 0 or y.max() >= z.shape[1]): raise ValueError
    if not len(y) and reduction == "mean": raise ValueError
    return z.astype(float) if z.dtype.kind in "iu" else z.copy()

def row_softmax(r):
    e = np.exp(r - r.max())
    return e / e.sum()

def row_lse(r):
    return r.max() + np.log(np.exp(r - r.max()).sum())

def sparse_ce(z, y, reduction="none"):
    z = ok(z, y, reduction)
    losses = np.array([row_lse(r) - r[k] for r, k in zip(z, y)], dtype=z.dtype)
    if reduction == "none": return losses
    if reduction == "sum": return losses.sum()
    return losses.sum() / len(z)

def sparse_ce_grad(z, y, reduction="none"):
    z = ok(z, y, reduction)
    if len(z) == 0:
        return z
    p = np.apply_along_axis(row_softmax, 1, z)
    for i in range(len(y)):
        p[i][y[i]] -= 1
    if reduction == "mean":
        p = p / len(z)
    return p
