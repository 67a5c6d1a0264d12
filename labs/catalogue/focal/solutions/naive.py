"""One entry at a time: right, and slow on many."""

import math

import numpy as np


def _checked(logits, labels, gamma, alpha, reduction):
    if logits.shape != labels.shape:
        raise ValueError("shapes differ")
    if gamma < 0:
        raise ValueError("gamma")
    if alpha is not None and (alpha < 0 or alpha > 1):
        raise ValueError("alpha")
    if reduction == "mean" and not logits.size:
        raise ValueError("the mean of nothing")
    for y in labels.flat:
        if y != 0 and y != 1:
            raise ValueError("labels")


def _one(z, y, gamma, alpha):
    s = z if y else -z
    e = math.exp(-abs(s))
    if s > 0:
        hit, miss, nll = 1 / (1 + e), e / (1 + e), math.log1p(e)
    else:
        hit, miss, nll = e / (1 + e), 1 / (1 + e), -s + math.log1p(e)
    weight = 1.0 if alpha is None else alpha if y else 1 - alpha
    slope = weight * miss**gamma * (miss + gamma * hit * nll)
    return weight * miss**gamma * nll, -slope if y else slope


def _each(which, logits, labels, gamma, alpha, reduction):
    _checked(logits, labels, gamma, alpha, reduction)
    dtype = logits.dtype if logits.dtype.kind == "f" else np.dtype(float)
    out = np.empty(logits.shape)
    for place in np.ndindex(logits.shape):
        out[place] = _one(float(logits[place]), labels[place] == 1, gamma, alpha)[which]
    return out, dtype


def focal_loss(logits, labels, gamma=2.0, alpha=None, *, reduction="none"):
    out, dtype = _each(0, logits, labels, gamma, alpha, reduction)
    if reduction == "none":
        return out.astype(dtype)
    total = sum(out.ravel().tolist())
    return dtype.type(total / out.size if reduction == "mean" else total)


def focal_loss_grad(logits, labels, gamma=2.0, alpha=None, *, reduction="none"):
    out, dtype = _each(1, logits, labels, gamma, alpha, reduction)
    return (out / out.size if reduction == "mean" else out).astype(dtype)
