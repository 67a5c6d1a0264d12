import numpy as np

def _core(z, y, reduction):
    if z.shape != y.shape:
        raise ValueError
    if (y < 0).any() or (y > 1).any():
        raise ValueError
    if reduction == "mean" and z.size == 0:
        raise ValueError
    out = z.dtype if z.dtype.kind == "f" else np.dtype(float)
    return z.astype(np.longdouble), y.astype(np.longdouble), out

def sigmoid_ce(z, y, reduction="none"):
    z, y, out = _core(z, y, reduction)
    loss = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    if reduction == "sum":
        return float(loss.sum())
    if reduction == "mean":
        return float(loss.mean())
    return loss.astype(out)

def sigmoid_ce_grad(z, y, reduction="none"):
    z, y, out = _core(z, y, reduction)
    grad = 1 / (1 + np.exp(-z)) - y
    if reduction == "mean":
        grad = grad / z.size
    return grad.astype(out)
