"""The difference is the other way round: 1 plus the score of the wrong class less that of the label,
and 1 - y s for two classes. As it is, an example costs more the surer its right answer is.
"""

import numpy as np


def _signs(scores, labels, reduction):
    if scores.shape != labels.shape:
        raise ValueError(f"scores is {scores.shape}, labels {labels.shape}")
    if not np.all((labels == 1) | (labels == -1)):
        raise ValueError("labels must be -1 or +1")
    if reduction == "mean" and scores.size == 0:
        raise ValueError("the mean over no examples is not defined")
    dtype = np.result_type(scores, labels)
    if dtype.kind != "f":
        dtype = float
    return scores.astype(dtype), labels.astype(dtype)


def _reduced(loss, reduction):
    if reduction == "mean":
        return loss.mean()
    if reduction == "sum":
        return loss.sum()
    return loss


def hinge(scores, labels, *, reduction="none"):
    s, y = _signs(scores, labels, reduction)
    return _reduced(np.maximum(0, 1 + y * s), reduction)


def hinge_grad(scores, labels, *, reduction="none"):
    s, y = _signs(scores, labels, reduction)
    grad = np.where(1 + y * s > 0, y, 0).astype(s.dtype)
    if reduction == "mean":
        grad = grad / grad.size
    return grad


def _margins(scores, labels, axis, reduction):
    """s_j - s_y + 1 in rows (n, C), the label's own minus infinity; the labels, and the shape."""
    if labels.dtype.kind not in "iu":
        raise TypeError("labels must be integers")
    s = np.moveaxis(scores, axis, -1)
    if labels.shape != s.shape[:-1]:
        raise ValueError(f"scores is {scores.shape}, labels {labels.shape}")
    if np.any(labels < 0) or np.any(labels >= s.shape[-1]):
        raise ValueError("labels must lie between 0 and C - 1")
    if reduction == "mean" and labels.size == 0:
        raise ValueError("the mean over no examples is not defined")
    shape = s.shape
    s = s.reshape(labels.size, shape[-1])
    if s.dtype.kind != "f":
        s = s.astype(float)
    y, rows = labels.reshape(-1), np.arange(labels.size)
    margins = s[rows, y][:, None] - s + 1
    margins[rows, y] = -np.inf
    return margins, y, shape


def weston_watkins(scores, labels, *, axis=-1, reduction="none"):
    margins, _, shape = _margins(scores, labels, axis, reduction)
    loss = np.maximum(margins, 0).sum(axis=1)
    return _reduced(loss.reshape(shape[:-1]), reduction)


def weston_watkins_grad(scores, labels, *, axis=-1, reduction="none"):
    margins, y, shape = _margins(scores, labels, axis, reduction)
    grad = -(margins > 0).astype(margins.dtype)
    grad[np.arange(len(y)), y] = -grad.sum(axis=1)
    if reduction == "mean":
        grad = grad / len(y)
    return np.moveaxis(grad.reshape(shape), -1, axis)


def _strongest(margins, y):
    """The wrong class with the largest score, and its margin."""
    rows = np.arange(len(y))
    margins[rows, y] = np.inf
    rival = margins.argmin(axis=1)
    return rival, margins[rows, rival]


def crammer_singer(scores, labels, *, axis=-1, reduction="none"):
    margins, y, shape = _margins(scores, labels, axis, reduction)
    loss = np.maximum(_strongest(margins, y)[1], 0)
    return _reduced(loss.reshape(shape[:-1]), reduction)


def crammer_singer_grad(scores, labels, *, axis=-1, reduction="none"):
    margins, y, shape = _margins(scores, labels, axis, reduction)
    rival, margin = _strongest(margins, y)
    rows, active = np.arange(len(y)), margin > 0
    grad = np.zeros_like(margins)
    grad[rows, rival] -= active
    grad[rows, y] += active
    if reduction == "mean":
        grad = grad / len(y)
    return np.moveaxis(grad.reshape(shape), -1, axis)
