import numpy as np

def to_one_hot(y, n_classes, dtype):
    out = np.zeros((y.shape[0], n_classes), dtype)
    for i, k in enumerate(y):
        out[i, k] = 1
    return out

def guard(z, y, reduction):
    if y.dtype.kind != "i" and y.dtype.kind != "u":
        raise TypeError
    if y.shape != (z.shape[0],):
        raise ValueError
    if np.any(y < 0) or np.any(y > z.shape[1] - 1):
        raise ValueError
    if z.shape[0] == 0 and reduction == "mean":
        raise ValueError
    return z.astype(z.dtype if z.dtype.kind == "f" else float)

def log_softmax(z):
    z = z - z.max(axis=1).reshape(-1, 1)
    return z - np.log(np.exp(z).sum(axis=1)).reshape(-1, 1)

def sparse_ce(z, y, reduction="none"):
    z = guard(z, y, reduction)
    t = to_one_hot(y, z.shape[1], z.dtype)
    loss = -np.sum(t * log_softmax(z), axis=1)
    if reduction == "none":
        return loss
    total = np.sum(loss)
    if reduction == "mean":
        total = total / len(loss)
    return total

def sparse_ce_grad(z, y, reduction="none"):
    z = guard(z, y, reduction)
    t = to_one_hot(y, z.shape[1], z.dtype)
    p = np.exp(log_softmax(z))
    grad = p - t
    if reduction == "mean":
        grad /= z.shape[0]
    return grad
