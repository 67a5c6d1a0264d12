"""Logarithms only of the entries that need them."""

import numpy as np


def _prepared(labels, p, eps, reduction):
    y, q = np.asarray(labels), np.asarray(p)
    if y.shape != q.shape:
        raise ValueError("shapes differ")
    outside = [~((a >= 0) & (a <= 1)) for a in (y, q)]
    if np.any(outside):
        raise ValueError("outside of [0, 1], or NaN")
    if eps is not None and (eps < 0 or eps >= 0.5):
        raise ValueError("eps")
    if not q.size and reduction == "mean":
        raise ValueError("nothing to average")
    wanted = np.result_type(y.dtype, q.dtype)
    if not np.issubdtype(wanted, np.floating):
        wanted = np.float64
    y, q = y.astype(wanted), q.astype(wanted)
    free = np.ones(q.shape, bool)
    if eps is not None:
        clipped = np.minimum(np.maximum(q, eps), 1 - eps)
        free, q = clipped == q, clipped
    return y, q, free


def log_loss(labels, p, eps=None, *, reduction="mean"):
    y, q, _ = _prepared(labels, p, eps, reduction)
    loss = np.zeros_like(q)
    positive, negative = y > 0, y < 1
    with np.errstate(divide="ignore"):
        loss[positive] -= y[positive] * np.log(q[positive])
        loss[negative] -= (1 - y[negative]) * np.log1p(-q[negative])
    return {"mean": np.mean, "sum": np.sum, "none": np.asarray}[reduction](loss)


def log_loss_grad(labels, p, eps=None, *, reduction="mean"):
    y, q, free = _prepared(labels, p, eps, reduction)
    slope = np.zeros_like(q)
    with np.errstate(divide="ignore"):
        slope[y > 0] -= (y / np.where(y > 0, q, 1))[y > 0]
        slope[y < 1] += ((1 - y) / np.where(y < 1, 1 - q, 1))[y < 1]
    slope *= free if np.isfinite(slope).all() else 1
    slope[~free] = 0
    return slope / slope.size if reduction == "mean" else slope
