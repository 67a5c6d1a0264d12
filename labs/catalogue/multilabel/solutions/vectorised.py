"""Two softplus terms for the loss, two sigmoids for the gradient, directly from the formulas."""

import numpy as np


def _checked(logits, labels, reduction, pos_weight):
    if logits.ndim != 2:
        raise ValueError("logits must be (N, C)")
    if logits.shape != labels.shape:
        raise ValueError(f"logits is {logits.shape}, labels {labels.shape}")
    if np.any(labels < 0) or np.any(labels > 1):
        raise ValueError("labels must lie in [0, 1]")
    if reduction == "mean" and logits.size == 0:
        raise ValueError("the mean of no entries is not defined")
    dtype = np.result_type(logits, labels)
    if dtype.kind != "f":
        dtype = float
    return logits.astype(dtype), labels.astype(dtype), np.asarray(pos_weight, dtype)


def _softplus(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def _sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


def multilabel_ce(logits, labels, *, reduction="none", pos_weight=1.0):
    z, y, q = _checked(logits, labels, reduction, pos_weight)
    loss = q * y * _softplus(-z) + (1 - y) * _softplus(z)
    if reduction == "mean":
        return loss.mean()
    if reduction == "sum":
        return loss.sum()
    return loss


def multilabel_ce_grad(logits, labels, *, reduction="none", pos_weight=1.0):
    z, y, q = _checked(logits, labels, reduction, pos_weight)
    grad = (1 - y) * _sigmoid(z) - q * y * _sigmoid(-z)
    if reduction == "mean":
        grad = grad / z.size
    return grad


def predict_labels(logits, threshold=0.5):
    t = np.asarray(threshold)
    if np.any(t < 0) or np.any(t > 1):
        raise ValueError("a threshold must lie in [0, 1]")
    if t.ndim > 0 and t.shape != logits.shape[-1:]:
        raise ValueError("one threshold, or one for each label")
    return _sigmoid(logits) >= t
