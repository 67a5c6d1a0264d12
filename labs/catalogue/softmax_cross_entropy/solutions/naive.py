"""Example by example, class by class: right, and slow on many."""

import math

import numpy as np


def _examples(logits, labels, axis, reduction, check):
    if logits.shape != labels.shape:
        raise ValueError("the shapes differ")
    z, p = np.moveaxis(logits, axis, -1), np.moveaxis(labels, axis, -1)
    places = list(np.ndindex(z.shape[:-1]))
    if reduction == "mean" and not places:
        raise ValueError("no examples")
    rows = []
    for place in places:
        row, label = [float(v) for v in z[place]], [float(v) for v in p[place]]
        if check and (min(label) < 0 or abs(sum(label) - 1) > 1e-6):
            raise ValueError("the labels are no distribution")
        top = max(row)
        log_total = math.log(sum(math.exp(v - top) for v in row))
        rows.append((place, [v - top - log_total for v in row], label))
    dtype = np.result_type(logits, labels)
    return rows, z.shape, dtype if dtype.kind == "f" else np.dtype(float)


def softmax_ce(logits, labels, *, axis=-1, reduction="none", check=True):
    rows, shape, dtype = _examples(logits, labels, axis, reduction, check)
    loss = np.zeros(shape[:-1], dtype)
    for place, log_p, label in rows:
        loss[place] = -sum(q * v for q, v in zip(label, log_p) if q)
    if reduction == "none":
        return loss
    return loss.sum() if reduction == "sum" else loss.sum() / len(rows)


def softmax_ce_grad(logits, labels, *, axis=-1, reduction="none", check=True):
    rows, shape, dtype = _examples(logits, labels, axis, reduction, check)
    grad = np.zeros(shape, dtype)
    for place, log_p, label in rows:
        total = sum(label)
        grad[place] = [total * math.exp(v) - q for q, v in zip(label, log_p)]
        if reduction == "mean":
            grad[place] /= len(rows)
    return np.moveaxis(grad, -1, axis)
