"""Example by example, class by class: right, and slow on many."""

import numpy as np


def _dtype(scores):
    return scores.dtype if scores.dtype.kind == "f" else np.dtype(float)


def _reduce(losses, reduction):
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / losses.size


def _pairs(scores, labels, reduction):
    if scores.shape != labels.shape:
        raise ValueError("the shapes differ")
    if reduction == "mean" and not scores.size:
        raise ValueError("no examples")
    for label in labels.ravel():
        if label not in (-1, 1):
            raise ValueError(f"the label {label} is neither -1 nor +1")
    return [(float(s), float(y)) for s, y in zip(scores.ravel(), labels.ravel())]


def hinge(scores, labels, *, reduction="none"):
    losses = [max(0.0, 1 - y * s) for s, y in _pairs(scores, labels, reduction)]
    return _reduce(np.array(losses, _dtype(scores)).reshape(scores.shape), reduction)


def hinge_grad(scores, labels, *, reduction="none"):
    pairs = _pairs(scores, labels, reduction)
    share = 1 / len(pairs) if reduction == "mean" else 1.0
    slopes = [-y * share if y * s < 1 else 0.0 for s, y in pairs]
    return np.array(slopes, _dtype(scores)).reshape(scores.shape)


def _examples(scores, labels, axis, reduction):
    s = np.moveaxis(scores, axis, -1)
    if labels.dtype.kind not in "iu":
        raise TypeError("labels are integers")
    if labels.shape != s.shape[:-1]:
        raise ValueError("the shapes do not fit")
    if reduction == "mean" and not labels.size:
        raise ValueError("no examples")
    for place in np.ndindex(labels.shape):
        if not 0 <= labels[place] < s.shape[-1]:
            raise ValueError("no such class")
        yield place, [float(v) for v in s[place]], int(labels[place])


def _losses(scores, labels, axis, reduction, loss):
    out = np.zeros(labels.shape, _dtype(scores))
    for place, row, y in _examples(scores, labels, axis, reduction):
        out[place] = loss(row, y)
    return _reduce(out, reduction)


def _gradients(scores, labels, axis, reduction, slope):
    last = np.moveaxis(scores, axis, -1)
    out = np.zeros(last.shape, _dtype(scores))
    for place, row, y in _examples(scores, labels, axis, reduction):
        out[place] = slope(row, y)
        if reduction == "mean":
            out[place] /= labels.size
    return np.moveaxis(out, -1, axis)


def _sum_of_row(row, y):
    return sum(max(0.0, s - row[y] + 1) for j, s in enumerate(row) if j != y)


def _slopes_of_row(row, y):
    slopes = [1.0 if j != y and s - row[y] + 1 > 0 else 0.0 for j, s in enumerate(row)]
    slopes[y] = -sum(slopes)
    return slopes


def _largest_of_row(row, y):
    rivals = [s for j, s in enumerate(row) if j != y]
    return max(0.0, 1 + max(rivals) - row[y]) if rivals else 0.0


def _strongest_of_row(row, y):
    slopes = [0.0] * len(row)
    if _largest_of_row(row, y) > 0:
        best = max(s for j, s in enumerate(row) if j != y)
        rival = next(j for j, s in enumerate(row) if j != y and s == best)
        slopes[rival], slopes[y] = 1.0, -1.0
    return slopes


def weston_watkins(scores, labels, *, axis=-1, reduction="none"):
    return _losses(scores, labels, axis, reduction, _sum_of_row)


def weston_watkins_grad(scores, labels, *, axis=-1, reduction="none"):
    return _gradients(scores, labels, axis, reduction, _slopes_of_row)


def crammer_singer(scores, labels, *, axis=-1, reduction="none"):
    return _losses(scores, labels, axis, reduction, _largest_of_row)


def crammer_singer_grad(scores, labels, *, axis=-1, reduction="none"):
    return _gradients(scores, labels, axis, reduction, _strongest_of_row)
