"""Labels times log_softmax, and softmax minus labels, directly from the formulas."""

import numpy as np


def _checked(logits, labels, axis, reduction, check):
    if logits.shape != labels.shape:
        raise ValueError(f"logits is {logits.shape}, labels {labels.shape}")
    if check:
        if np.any(labels < 0):
            raise ValueError("a label is negative")
        if np.any(np.abs(labels.sum(axis=axis) - 1) > 1e-6):
            raise ValueError("the labels of an example do not add up to 1")
    if reduction == "mean" and logits.size == 0:
        raise ValueError("the mean over no examples is not defined")
    dtype = np.result_type(logits, labels)
    if dtype.kind != "f":
        dtype = float
    return logits.astype(dtype), labels.astype(dtype)


def _log_softmax(z, axis):
    shifted = z - z.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def softmax_ce(logits, labels, *, axis=-1, reduction="none", check=True):
    z, p = _checked(logits, labels, axis, reduction, check)
    terms = p * np.where(p == 0, 0, _log_softmax(z, axis))
    loss = -terms.sum(axis=axis)
    if reduction == "mean":
        return loss.mean()
    if reduction == "sum":
        return loss.sum()
    return loss


def softmax_ce_grad(logits, labels, *, axis=-1, reduction="none", check=True):
    z, p = _checked(logits, labels, axis, reduction, check)
    softmax = np.exp(_log_softmax(z, axis))
    grad = softmax * p.sum(axis=axis, keepdims=True) - p
    if reduction == "mean":
        grad = grad * z.shape[axis] / z.size
    return grad
