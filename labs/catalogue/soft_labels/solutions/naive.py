"""One entry at a time: right, and slow on many."""

import math

import numpy as np


def _dtype(*arrays):
    dtype = np.result_type(*arrays)
    return dtype if dtype.kind == "f" else np.dtype(float)


def _rows(p, axis):
    """The distributions as lists, and the shape of what there is one of each."""
    moved = np.moveaxis(p, axis, -1)
    rows = moved.reshape(-1, moved.shape[-1]).tolist()
    for row in rows:
        if any(not v >= 0 for v in row) or not abs(sum(row) - 1) <= 1e-6:
            raise ValueError("no distribution")
    return rows, moved.shape


def _pairs(p, q, axis, reduction):
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    a, shape = _rows(p, axis)
    b, _ = _rows(q, axis)
    if reduction == "mean" and not a:
        raise ValueError("the mean of nothing")
    return a, b, shape


def smooth(labels, a, classes=2):
    if a < 0 or a > 1 or classes < 1:
        raise ValueError("a or classes")
    out = np.empty(labels.shape, _dtype(labels))
    for place, y in np.ndenumerate(labels):
        if y < 0 or y > 1:
            raise ValueError("labels")
        out[place] = y * (1 - a) + a / classes
    return out


def entropy(p, axis=-1):
    rows, shape = _rows(p, axis)
    found = [sum(-v * math.log(v) for v in row if v > 0) for row in rows]
    return np.array(found, _dtype(p)).reshape(shape[:-1])[()]


def _term(a, b):
    if a == 0:
        return 0.0
    return math.inf if b == 0 else a * (math.log(a) - math.log(b))


def kl_divergence(p, q, *, axis=-1, reduction="none"):
    a, b, shape = _pairs(p, q, axis, reduction)
    found = [sum(_term(v, w) for v, w in zip(*rows)) for rows in zip(a, b)]
    dtype = _dtype(p, q)
    if reduction == "none":
        return np.array(found, dtype).reshape(shape[:-1])[()]
    return dtype.type(sum(found) / (len(found) if reduction == "mean" else 1))


def _slope(a, b):
    if a == 0:
        return 0.0
    return -math.inf if b == 0 else -a / b


def kl_divergence_grad(p, q, *, axis=-1, reduction="none"):
    a, b, shape = _pairs(p, q, axis, reduction)
    count = len(a) if reduction == "mean" else 1
    found = [[_slope(v, w) / count for v, w in zip(*rows)] for rows in zip(a, b)]
    return np.moveaxis(np.array(found, _dtype(p, q)).reshape(shape), -1, axis)
