import numpy as np

def softplus(x):
    return np.log1p(np.exp(-np.abs(x))) + x.clip(min=0)

def validated(z, y, reduction):
    if z.shape != y.shape:
        raise ValueError("shape")
    if y.size and (y.max() > 1 or y.min() < 0):
        raise ValueError("label")
    if z.size == 0 and reduction == "mean":
        raise ValueError("mean of nothing")
    if z.dtype.kind != "f":
        return z.astype(float), y.astype(float)
    return z, y.astype(z.dtype)

def weights(n, reduction):
    return 1.0 / n if reduction == "mean" else 1.0

def sigmoid_ce(z, y, reduction="none"):
    z, y = validated(z, y, reduction)
    losses = softplus(z) - z * y
    if reduction == "none":
        return losses
    return losses.sum() * weights(z.size, reduction)

def sigmoid_ce_grad(z, y, reduction="none"):
    z, y = validated(z, y, reduction)
    big = np.exp(-np.abs(z))
    prob = np.where(z >= 0, 1 / (1 + big), 1 - 1 / (1 + big))
    return (prob - y) * weights(z.size, reduction)
