"""One entry at a time: right, and slow on many."""

import math

import numpy as np


def _xlog(weight, log, value):
    if weight == 0:
        return 0.0
    return -math.inf if log(value) is None else weight * log(value)


def _log(value):
    return math.log(value) if value > 0 else None


def _log1p(value):
    return math.log1p(value) if value > -1 else None


def _over(weight, value):
    if weight == 0:
        return 0.0
    return weight / value if value > 0 else math.inf


def _each(one, labels, p, eps, reduction):
    if labels.shape != p.shape:
        raise ValueError("shapes differ")
    if eps is not None and not 0 <= eps < 0.5:
        raise ValueError("eps")
    if reduction == "mean" and not p.size:
        raise ValueError("the mean of nothing")
    dtype = np.result_type(labels, p)
    dtype = dtype if dtype.kind == "f" else np.dtype(float)
    top = 1.0 if eps is None else float(dtype.type(1 - eps))
    found = []
    for y, v in zip(labels.ravel(), p.ravel()):
        y, v = float(y), float(v)
        if not (0 <= y <= 1 and 0 <= v <= 1):
            raise ValueError("outside of [0, 1]")
        q = v if eps is None else min(max(v, eps), top)
        found.append(one(y, v, q))
    return np.array(found, dtype).reshape(p.shape)


def _loss(y, v, q):
    return -_xlog(y, _log, q) - _xlog(1 - y, _log1p, -q)


def _slope(y, v, q):
    return 0.0 if q != v else _over(1 - y, 1 - q) - _over(y, q)


def log_loss(labels, p, eps=None, *, reduction="mean"):
    losses = _each(_loss, labels, p, eps, reduction)
    if reduction == "none":
        return losses
    total = sum(losses.ravel().tolist())
    return total if reduction == "sum" else total / losses.size


def log_loss_grad(labels, p, eps=None, *, reduction="mean"):
    slopes = _each(_slope, labels, p, eps, reduction)
    return slopes / slopes.size if reduction == "mean" else slopes
