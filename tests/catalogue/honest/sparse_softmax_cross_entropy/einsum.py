import numpy as np

def pre(z, y, reduction):
    if np.issubdtype(y.dtype, np.floating) or y.dtype == bool:
        raise TypeError("y")
    if y.shape != (z.shape[0],):
        raise ValueError("y")
    n, c = z.shape
    if n == 0 and reduction == "mean":
        raise ValueError("n")
    if not all(0 <= int(k) < c for k in y):
        raise ValueError("k")
    z = z if np.issubdtype(z.dtype, np.floating) else z.astype(np.float64)
    z = z - z.max(axis=-1, keepdims=True)
    hot = np.zeros(z.shape, z.dtype)
    hot[np.arange(n), y] = 1
    return z, hot, n

def sparse_ce(z, y, reduction="none"):
    z, hot, n = pre(z, y, reduction)
    loss = np.log(np.einsum("nc->n", np.exp(z))) - np.einsum("nc,nc->n", z, hot)
    if reduction == "mean":
        return loss.sum() / n
    elif reduction == "sum":
        return loss.sum()
    else:
        return loss

def sparse_ce_grad(z, y, reduction="none"):
    z, hot, n = pre(z, y, reduction)
    e = np.exp(z)
    p = e / np.einsum("nc->n", e)[:, None]
    grad = p - hot
    if reduction == "mean":
        grad = grad / n
    return grad
