"""One logit at a time: right, and slow for a batch."""

import math

import numpy as np


def _checked(W, b, x, labels, sampled, q_true, q_sampled):
    if labels.dtype.kind not in "iu" or sampled.dtype.kind not in "iu":
        raise TypeError("classes must be integers")
    fits = W.ndim == x.ndim == 2 and W.shape[1] == x.shape[1] and b.shape == W.shape[:1]
    fits = fits and labels.ndim in (1, 2) and len(labels) == len(x) and sampled.ndim == 1
    if not fits or q_true.shape != labels.shape or q_sampled.shape != sampled.shape:
        raise ValueError("shapes")
    for k in [*labels.flat, *sampled.flat]:
        if not 0 <= k < len(W):
            raise ValueError("class")
    for q in [*q_true.flat, *q_sampled.flat]:
        if not q > 0:
            raise ValueError("count")


def _columns(W, b, x, labels, sampled, q_true, q_sampled, remove_hits):
    """For each row of x a list of (class, logit, target)."""
    _checked(W, b, x, labels, sampled, q_true, q_sampled)
    weights, biases = {}, {}
    for k in {*labels.ravel().tolist(), *sampled.tolist()}:
        weights[k], biases[k] = W[k].tolist(), float(b[k])

    def logit(features, k, q):
        total = biases[k] - math.log(q)
        for f, w in zip(features, weights[k]):
            total += f * w
        return total

    table = []
    for i, features in enumerate(x.tolist()):
        true = np.atleast_1d(labels[i]).tolist()
        counts = np.atleast_1d(q_true[i]).tolist()
        row = [(k, logit(features, k, q), 1 / len(true)) for k, q in zip(true, counts)]
        for k, q in zip(sampled.tolist(), q_sampled.tolist()):
            if not (remove_hits and k in true):
                row.append((k, logit(features, k, q), 0.0))
        table.append(row)
    return table, weights


def _dtype(*arrays):
    dtype = np.result_type(*arrays)
    return dtype if dtype.kind == "f" else np.dtype(float)


def _loss(row):
    top = max(u for _, u, _ in row)
    total = top + math.log(sum(math.exp(u - top) for _, u, _ in row))
    return sum(target * (total - u) for _, u, target in row)


def _predicted(row):
    top = max(u for _, u, _ in row)
    parts = [math.exp(u - top) for _, u, _ in row]
    return [part / sum(parts) for part in parts]


def sampled_softmax_loss(
    W, b, x, labels, sampled, q_true, q_sampled, remove_hits=True, *, reduction="none"
):
    table, _ = _columns(W, b, x, labels, sampled, q_true, q_sampled, remove_hits)
    losses = np.array([_loss(row) for row in table]).astype(_dtype(W, b, x, q_true, q_sampled))
    if reduction == "none":
        return losses
    if reduction == "mean" and not losses.size:
        raise ValueError("nothing to average")
    return losses.mean() if reduction == "mean" else losses.sum()


def sampled_softmax_loss_grad(
    W, b, x, labels, sampled, q_true, q_sampled, remove_hits=True, *, reduction="mean"
):
    table, weights = _columns(W, b, x, labels, sampled, q_true, q_sampled, remove_hits)
    if reduction == "mean" and not table:
        raise ValueError("nothing to average")
    scale = 1 / len(table) if reduction == "mean" else 1.0
    dx, d = np.zeros(x.shape), x.shape[1]
    dW, db = {k: [0.0] * d for k in weights}, dict.fromkeys(weights, 0.0)
    for i, (row, features) in enumerate(zip(table, x.tolist())):
        for (k, _, target), p in zip(row, _predicted(row)):
            slope = (p - target) * scale
            db[k] += slope
            for j in range(d):
                dx[i, j] += slope * weights[k][j]
                dW[k][j] += slope * features[j]
    rows, dtype = list(weights), _dtype(W, b, x, q_true, q_sampled)
    return (
        dx.astype(dtype),
        np.array(rows, np.int64),
        np.array([dW[k] for k in rows], dtype),
        np.array([db[k] for k in rows], dtype),
    )
