"""Three array terms, as the formula stands."""

import numpy as np


def _checked(z, y, reduction):
    if z.shape != y.shape:
        raise ValueError(f"z is {z.shape}, y {y.shape}; the shapes must be equal")
    if np.any(y < 0) or np.any(y > 1):
        raise ValueError("labels must lie in [0, 1]")
    if reduction == "mean" and z.size == 0:
        raise ValueError("the mean of an empty array is not defined")
    if z.dtype.kind != "f":
        z = z.astype(float)
    return z, y.astype(z.dtype)


def sigmoid_ce(z, y, reduction="none"):
    z, y = _checked(z, y, reduction)
    loss = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    if reduction == "mean":
        return np.mean(loss)
    if reduction == "sum":
        return np.sum(loss)
    return loss


def sigmoid(z):
    size = np.abs(z)
    return np.where(z >= 0, 1 / (1 + np.exp(-size)), np.exp(-size) / (1 + np.exp(-size)))


def sigmoid_ce_grad(z, y, reduction="none"):
    z, y = _checked(z, y, reduction)
    grad = sigmoid(z) - y
    if reduction == "mean":
        grad = grad / z.size
    return grad
