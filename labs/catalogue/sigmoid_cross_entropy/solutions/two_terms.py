"""The loss as the definition has it, y times one softplus and 1 - y times the other."""

import numpy as np

def softplus(a):
    return np.where(a > 0, a, 0) + np.log1p(np.exp(-np.abs(a)))

def sigmoid_ce(z, y, reduction="none"):
    if z.shape != y.shape: raise ValueError("shape")
    if y.size and (y.min() < 0 or y.max() > 1): raise ValueError("range")
    if z.dtype.kind != "f": z = z.astype(float)
    y = y.astype(z.dtype)
    loss = y * softplus(-z) + (1 - y) * softplus(z)
    if reduction == "none": return loss
    if reduction == "sum": return np.sum(loss)
    if loss.size == 0: raise ValueError("no entries")
    return np.mean(loss)

def sigmoid_ce_grad(z, y, reduction="none"):
    if z.shape != y.shape: raise ValueError("shape")
    if y.size and (y.min() < 0 or y.max() > 1): raise ValueError("range")
    if z.dtype.kind != "f": z = z.astype(float)
    y = y.astype(z.dtype)
    grad = np.exp(-softplus(-z)) - y
    if reduction == "mean":
        if grad.size == 0: raise ValueError("no entries")
        return grad / grad.size
    return grad
