import numpy as np

def _in(z, y, reduction):
    if np.shape(z) != np.shape(y): raise ValueError
    if np.size(y) and not (0 <= np.min(y) and np.max(y) <= 1): raise ValueError
    if reduction == "mean" and np.size(z) == 0: raise ValueError
    d = z.dtype if z.dtype.kind == "f" else np.float64
    return z.astype(d), y.astype(d)

def sigmoid_ce(z, y, reduction="none"):
    z, y = _in(z, y, reduction)
    zero = np.zeros_like(z)
    loss = np.logaddexp(zero, z) - y * z
    small = (y == 0)
    loss = np.where(small, np.logaddexp(zero, z), loss)
    return loss if reduction == "none" else getattr(loss, reduction)()

def sigmoid_ce_grad(z, y, reduction="none"):
    z, y = _in(z, y, reduction)
    with np.errstate(over="ignore"):
        grad = 1 / (1 + np.exp(-z)) - y
    return grad / z.size if reduction == "mean" else grad
