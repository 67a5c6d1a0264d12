"""Entry by entry: right, and slow on many."""

import math

import numpy as np


def _check(logits, labels, reduction):
    if logits.ndim != 2 or logits.shape != labels.shape:
        raise ValueError("logits and labels must be (N, C)")
    for label in labels.ravel():
        if not 0 <= label <= 1:
            raise ValueError(f"label {label} is outside [0, 1]")
    if reduction == "mean" and logits.size == 0:
        raise ValueError("the mean of nothing")


def _dtype(logits, labels):
    dtype = np.result_type(logits, labels)
    return dtype if dtype.kind == "f" else np.dtype(float)


def _softplus(x):
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def _sigmoid(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


def multilabel_ce(logits, labels, *, reduction="none", pos_weight=1.0):
    _check(logits, labels, reduction)
    weights = np.broadcast_to(pos_weight, logits.shape[1:])
    loss = np.zeros(logits.shape, _dtype(logits, labels))
    for n in range(logits.shape[0]):
        for c in range(logits.shape[1]):
            z, y = float(logits[n, c]), float(labels[n, c])
            loss[n, c] = weights[c] * y * _softplus(-z) + (1 - y) * _softplus(z)
    if reduction == "none":
        return loss
    return loss.sum() if reduction == "sum" else loss.sum() / loss.size


def multilabel_ce_grad(logits, labels, *, reduction="none", pos_weight=1.0):
    _check(logits, labels, reduction)
    weights = np.broadcast_to(pos_weight, logits.shape[1:])
    grad = np.zeros(logits.shape, _dtype(logits, labels))
    for n in range(logits.shape[0]):
        for c in range(logits.shape[1]):
            z, y = float(logits[n, c]), float(labels[n, c])
            grad[n, c] = (1 - y) * _sigmoid(z) - weights[c] * y * _sigmoid(-z)
            if reduction == "mean":
                grad[n, c] /= grad.size
    return grad


def predict_labels(logits, threshold=0.5):
    t = np.array(threshold)
    if t.ndim and t.shape != (logits.shape[1],):
        raise ValueError("a threshold for each label")
    for value in t.ravel():
        if not 0 <= value <= 1:
            raise ValueError("a threshold lies in [0, 1]")
    t = np.broadcast_to(t, logits.shape[1:])
    out = np.zeros(logits.shape, bool)
    for n in range(logits.shape[0]):
        for c in range(logits.shape[1]):
            out[n, c] = _sigmoid(float(logits[n, c])) >= t[c]
    return out
