"""q is the expected count already, among all S candidates. You multiply it by S once more."""

import numpy as np


def _checked(W, b, x, labels, sampled, q_true, q_sampled):
    for ids in (labels, sampled):
        if ids.dtype.kind not in "iu":
            raise TypeError("classes must be integers")
        if ids.size and (ids.min() < 0 or ids.max() >= len(W)):
            raise ValueError("a class lies outside of [0, C)")
    if q_true.shape != labels.shape or q_sampled.shape != sampled.shape:
        raise ValueError("every class needs its expected count")
    if W.ndim != 2 or x.ndim != 2 or x.shape[1] != W.shape[1] or b.shape != (len(W),):
        raise ValueError("W, b and x do not fit together")
    if labels.ndim not in (1, 2) or len(labels) != len(x) or sampled.ndim != 1:
        raise ValueError("labels or sampled do not fit")
    if not (np.all(q_true > 0) and np.all(q_sampled > 0)):
        raise ValueError("expected counts must be positive")


def _logits(W, b, x, labels, sampled, q_true, q_sampled, remove_hits):
    """Logits (B, T + S), the true classes first, and what they were made of."""
    _checked(W, b, x, labels, sampled, q_true, q_sampled)
    dtype = np.result_type(W, b, x, q_true, q_sampled)
    dtype = dtype if dtype.kind == "f" else np.dtype(float)
    W, b, x, q_true, q_sampled = (
        a.astype(dtype) if a.dtype != dtype else a for a in (W, b, x, q_true, q_sampled)
    )
    if labels.ndim == 1:
        labels, q_true = labels[:, None], q_true[:, None]
    y, s = labels.astype(np.int64), sampled.astype(np.int64)
    true = np.sum(x[:, None, :] * W[y], axis=2) + b[y] - np.log(q_true * len(s))
    drawn = x @ W[s].T + b[s] - np.log(q_sampled * len(s))
    hits = np.any(y[:, :, None] == s, axis=1)
    if remove_hits:
        drawn = np.where(hits, -np.inf, drawn).astype(dtype)
    return np.concatenate([true, drawn], axis=1), W, x, y, s


def _reduced(losses, reduction):
    if reduction == "mean":
        if losses.size == 0:
            raise ValueError("the mean of no rows is not defined")
        return np.mean(losses)
    if reduction == "sum":
        return np.sum(losses)
    return losses


def _gradients(slopes, W, x, y, s, reduction):
    """From the slopes of the logits to those of x, W and b."""
    t = y.shape[1]
    if reduction == "mean":
        if len(x) == 0:
            raise ValueError("the mean of no rows is not defined")
        slopes = slopes / len(x)
    true, drawn = slopes[:, :t], slopes[:, t:]
    dx = drawn @ W[s] + np.sum(true[:, :, None] * W[y], axis=1)
    rows, place = np.unique(np.concatenate([y.ravel(), s]), return_inverse=True)
    dW = np.zeros((len(rows), W.shape[1]), W.dtype)
    db = np.zeros(len(rows), W.dtype)
    np.add.at(dW, place[: y.size], (true[:, :, None] * x[:, None, :]).reshape(y.size, -1))
    np.add.at(dW, place[y.size :], drawn.T @ x)
    np.add.at(db, place[: y.size], true.ravel())
    np.add.at(db, place[y.size :], np.sum(drawn, axis=0))
    return dx, rows, dW, db


def _softplus(u):
    return np.maximum(u, 0) + np.log1p(np.exp(-np.abs(u)))


def _sigmoid(u):
    small = np.exp(-np.abs(u))
    return np.where(u >= 0, 1, small) / (1 + small)


def nce_loss(W, b, x, labels, sampled, q_true, q_sampled, remove_hits=False, *, reduction="none"):
    u, W, x, y, s = _logits(W, b, x, labels, sampled, q_true, q_sampled, remove_hits)
    t = y.shape[1]
    losses = np.sum(_softplus(u), axis=1) - np.mean(u[:, :t], axis=1)
    return _reduced(losses, reduction)


def nce_loss_grad(
    W, b, x, labels, sampled, q_true, q_sampled, remove_hits=False, *, reduction="mean"
):
    u, W, x, y, s = _logits(W, b, x, labels, sampled, q_true, q_sampled, remove_hits)
    slopes = _sigmoid(u)
    slopes[:, : y.shape[1]] -= 1 / y.shape[1]
    return _gradients(slopes, W, x, y, s, reduction)
