import numpy as np

def check(z, y, reduction):
    if z.shape != y.shape:
        raise ValueError("shapes")
    if ((y < 0) | (y > 1)).any():
        raise ValueError("labels")
    if reduction == "mean" and z.size == 0:
        raise ValueError("empty")

def prepare(z, y):
    dtype = np.result_type(z.dtype, y.dtype)
    if dtype.kind != "f":
        dtype = np.float64
    return z.astype(dtype), y.astype(dtype)

def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

def sigmoid(z):
    p = np.empty_like(z)
    pos = z >= 0
    p[pos] = 1 / (1 + np.exp(-z[pos]))
    e = np.exp(z[~pos])
    p[~pos] = e / (1 + e)
    return p

def reduce(values, reduction):
    if reduction == "sum":
        return values.sum()
    if reduction == "mean":
        return values.mean()
    return values

def sigmoid_ce(z, y, reduction="none"):
    check(z, y, reduction)
    z, y = prepare(z, y)
    return reduce(softplus(z) - y * z, reduction)

def sigmoid_ce_grad(z, y, reduction="none"):
    check(z, y, reduction)
    z, y = prepare(z, y)
    g = sigmoid(z) - y
    if reduction == "mean":
        g /= g.size
    return g
