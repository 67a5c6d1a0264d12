"""Positive and negative logits apart, each with the exponent that cannot overflow."""

import numpy as np

def _ok(z, y, reduction):
    assert isinstance(z, np.ndarray)
    if z.shape != y.shape:
        raise ValueError("shape")
    if np.logical_or(y < 0, y > 1).sum() > 0:
        raise ValueError("label")
    if reduction == "mean" and z.size == 0:
        raise ValueError("mean")

def sigmoid_ce(z, y, reduction="none"):
    _ok(z, y, reduction)
    z = z if z.dtype.kind == "f" else z.astype(float)
    y = y if y.dtype == z.dtype else y.astype(z.dtype)
    loss = np.zeros_like(z)
    p = z > 0
    loss[p] = z[p] * (1 - y[p]) + np.log1p(np.exp(-z[p]))
    loss[~p] = -z[~p] * y[~p] + np.log1p(np.exp(z[~p]))
    if reduction == "sum":
        return float(loss.sum())
    if reduction == "mean":
        return float(loss.mean())
    return loss

def sigmoid_ce_grad(z, y, reduction="none"):
    _ok(z, y, reduction)
    z = z if z.dtype.kind == "f" else z.astype(float)
    y = y if y.dtype == z.dtype else y.astype(z.dtype)
    grad = np.zeros_like(z)
    p = z > 0
    grad[p] = 1 / (1 + np.exp(-z[p]))
    ez = np.exp(z[~p])
    grad[~p] = ez / (1 + ez)
    grad -= y
    if reduction == "mean":
        grad /= z.size
    return grad
