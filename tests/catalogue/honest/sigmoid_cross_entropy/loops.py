import math
import numpy as np

def one_loss(z, y):
    if z >= 0:
        return (1 - y) * z + math.log1p(math.exp(-z))
    else:
        return -y * z + math.log1p(math.exp(z))

def one_grad(z, y):
    if z >= 0:
        p = 1.0 / (1.0 + math.exp(-z))
    else:
        p = math.exp(z) / (1.0 + math.exp(z))
    return p - y

def verify(z, y, reduction):
    if z.shape != y.shape:
        raise ValueError("different shapes")
    for label in y.flat:
        if label < 0 or label > 1:
            raise ValueError("bad label")
    if reduction == "mean" and y.size == 0:
        raise ValueError("nothing to average")

def kind_of(z):
    return z.dtype if z.dtype.kind == "f" else np.dtype(float)

def sigmoid_ce(z, y, reduction="none"):
    verify(z, y, reduction)
    out = np.zeros(z.shape, dtype=kind_of(z))
    for i in np.ndindex(z.shape):
        out[i] = one_loss(float(z[i]), float(y[i]))
    if reduction == "sum":
        total = 0.0
        for i in np.ndindex(z.shape):
            total += out[i]
        return total
    if reduction == "mean":
        total = 0.0
        for i in np.ndindex(z.shape):
            total += out[i]
        return total / z.size
    return out

def sigmoid_ce_grad(z, y, reduction="none"):
    verify(z, y, reduction)
    n = z.size
    out = np.zeros(z.shape, dtype=kind_of(z))
    for i in np.ndindex(z.shape):
        out[i] = one_grad(float(z[i]), float(y[i]))
        if reduction == "mean":
            out[i] /= n
    return out
