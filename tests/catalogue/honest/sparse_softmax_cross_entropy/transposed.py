import numpy as np

def _t(z, y, reduction):
    if y.dtype.kind not in "iu":
        raise TypeError
    if y.shape != (z.shape[0],):
        raise ValueError
    if y.size and (int(y.max()) >= z.shape[1] or int(y.min()) < 0):
        raise ValueError
    if not y.size and reduction == "mean":
        raise ValueError
    zt = np.array(z.T, dtype=z.dtype if z.dtype.kind == "f" else np.float64)
    return zt - zt.max(axis=0)

def sparse_ce(z, y, reduction="none"):
    zt = _t(z, y, reduction)
    cols = np.arange(zt.shape[1])
    loss = np.log(np.exp(zt).sum(axis=0)) - zt[y, cols]
    if reduction == "sum":
        return loss.sum()
    if reduction == "mean":
        return np.average(loss)
    return loss

def sparse_ce_grad(z, y, reduction="none"):
    zt = _t(z, y, reduction)
    e = np.exp(zt)
    p = e / e.sum(axis=0)
    p[y, np.arange(p.shape[1])] -= 1
    g = p.T
    return g / g.shape[0] if reduction == "mean" else g
