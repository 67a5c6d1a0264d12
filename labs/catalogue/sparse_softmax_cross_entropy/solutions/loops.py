"""One example after the other, each row as an array."""

import math
import numpy as np

def validate(z, y, reduction):
    if not np.issubdtype(y.dtype, np.integer):
        raise TypeError("labels")
    if y.shape != (len(z),):
        raise ValueError("one label per row")
    for k in y:
        if k < 0 or k >= z.shape[1]:
            raise ValueError("label out of range")
    if len(y) == 0 and reduction == "mean":
        raise ValueError("nothing")

def sparse_ce(z, y, reduction="none"):
    validate(z, y, reduction)
    losses = np.zeros(len(y), dtype=z.dtype if z.dtype.kind == "f" else float)
    for i in range(len(y)):
        row = z[i].astype(float)
        biggest = row.max()
        total = 0.0
        for value in np.exp(row - biggest):
            total += value
        losses[i] = biggest + math.log(total) - row[y[i]]
    if reduction == "sum":
        return losses.sum()
    if reduction == "mean":
        return losses.sum() / len(y)
    return losses

def sparse_ce_grad(z, y, reduction="none"):
    validate(z, y, reduction)
    grad = np.zeros(z.shape, dtype=z.dtype if z.dtype.kind == "f" else float)
    n = len(y)
    for i in range(n):
        row = z[i].astype(float)
        e = np.exp(row - row.max())
        p = e / e.sum()
        p[y[i]] -= 1
        if reduction == "mean":
            p /= n
        grad[i] = p
    return grad
