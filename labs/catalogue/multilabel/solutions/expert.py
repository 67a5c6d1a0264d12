"""One exponential for each entry, worked on in place; decisions compare logits with logits."""

import numpy as np


def _checked(logits, labels, reduction, pos_weight):
    if logits.ndim != 2:
        raise ValueError("logits must be (N, C)")
    if logits.shape != labels.shape:
        raise ValueError("the shapes differ")
    if labels.size and not (labels.min() >= 0 and labels.max() <= 1):
        raise ValueError("labels must lie in [0, 1]")
    if reduction == "mean" and not logits.size:
        raise ValueError("no entries")
    dtype = np.result_type(logits, labels)
    dtype = dtype if dtype.kind == "f" else np.dtype(float)
    return (
        logits.astype(dtype, copy=False),
        labels.astype(dtype, copy=False),
        np.asarray(pos_weight, dtype),
    )


def multilabel_ce(logits, labels, *, reduction="none", pos_weight=1.0):
    z, y, q = _checked(logits, labels, reduction, pos_weight)
    # (1 - y) z + (1 - y + q y) softplus(-z), where softplus(-z) = log1p(exp(-|z|)) + max(-z, 0)
    loss = np.abs(z)
    np.negative(loss, out=loss)
    np.exp(loss, out=loss)
    np.log1p(loss, out=loss)
    weighted = y * q
    other = 1 - y
    total = weighted + other
    loss *= total
    positive = np.maximum(z, 0)
    other *= positive
    loss += other
    positive -= z
    positive *= weighted
    loss += positive
    if reduction == "none":
        return loss
    return loss.sum() if reduction == "sum" else loss.sum() / loss.size


def multilabel_ce_grad(logits, labels, *, reduction="none", pos_weight=1.0):
    z, y, q = _checked(logits, labels, reduction, pos_weight)
    grad = z * 0.5
    np.tanh(grad, out=grad)
    grad *= 0.5
    grad += 0.5
    weighted = y * q
    total = 1 - y
    total += weighted
    grad *= total
    grad -= weighted
    if reduction == "mean":
        grad /= grad.size
    return grad


def predict_labels(logits, threshold=0.5):
    t = np.asarray(threshold, float)
    if t.ndim and t.shape != logits.shape[1:]:
        raise ValueError("thresholds must be one number or (C,)")
    if t.size and not (t.min() >= 0 and t.max() <= 1):
        raise ValueError("a threshold lies in [0, 1]")
    p = logits * 0.5
    np.tanh(p, out=p)
    p *= 0.5
    p += 0.5
    return p >= t
