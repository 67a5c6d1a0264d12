"""The mean is over all entries. Yours divides by the sum of the weights alpha_t, as a weighted mean
does.
"""

import numpy as np


def _parts(logits, labels, gamma, alpha, reduction):
    if logits.shape != labels.shape:
        raise ValueError(f"logits is {logits.shape}, labels {labels.shape}")
    if not np.all((labels == 0) | (labels == 1)):
        raise ValueError("labels must be 0 or 1")
    if gamma < 0:
        raise ValueError("gamma must not be negative")
    if alpha is not None and not 0 <= alpha <= 1:
        raise ValueError("alpha must lie in [0, 1]")
    if reduction == "mean" and logits.size == 0:
        raise ValueError("the mean of no entries is not defined")
    z = logits if logits.dtype.kind == "f" else logits.astype(float)
    positive = labels == 1
    sign = np.where(positive, 1, -1).astype(z.dtype)
    weight = np.ones_like(z)
    if alpha is not None:
        weight = np.where(positive, alpha, 1 - alpha).astype(z.dtype)
    s = sign * z
    small = np.exp(-np.abs(s))
    hit = np.where(s >= 0, 1, small) / (1 + small)
    miss = np.where(s >= 0, small, 1) / (1 + small)
    log_loss = np.maximum(-s, 0) + np.log1p(small)
    return sign, weight, hit, miss, log_loss


def focal_loss(logits, labels, gamma=2.0, alpha=None, *, reduction="none"):
    sign, weight, hit, miss, log_loss = _parts(logits, labels, gamma, alpha, reduction)
    loss = weight * miss**gamma * log_loss
    if reduction == "mean":
        return np.sum(loss) / np.sum(weight)
    if reduction == "sum":
        return np.sum(loss)
    return loss


def focal_loss_grad(logits, labels, gamma=2.0, alpha=None, *, reduction="none"):
    sign, weight, hit, miss, log_loss = _parts(logits, labels, gamma, alpha, reduction)
    grad = -sign * weight * miss**gamma * (miss + gamma * hit * log_loss)
    if reduction == "mean":
        grad = grad / np.sum(weight)
    return grad
