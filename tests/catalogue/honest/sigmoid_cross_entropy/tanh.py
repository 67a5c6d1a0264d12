import numpy as np

def _args(z, y, reduction):
    if z.shape != y.shape:
        raise ValueError("z.shape != y.shape")
    if np.any(y > 1) or np.any(y < 0):
        raise ValueError("y must be in [0, 1]")
    if reduction == "mean" and len(z.ravel()) == 0:
        raise ValueError("mean of an empty array")
    if z.dtype.kind in "iu":
        z = z * 1.0
    return z, y.astype(z.dtype)

def sigmoid_ce(z, y, reduction="none"):
    z, y = _args(z, y, reduction)
    relu = z * (z > 0)
    loss = relu - z * y + np.log1p(np.exp(-abs(z)))
    n = loss.size
    if reduction == "none":
        return loss
    total = loss.sum()
    return total if reduction == "sum" else total / n

def sigmoid_ce_grad(z, y, reduction="none"):
    z, y = _args(z, y, reduction)
    p = 0.5 * (1 + np.tanh(z / 2))
    g = p - y
    return g / z.size if reduction == "mean" else g
