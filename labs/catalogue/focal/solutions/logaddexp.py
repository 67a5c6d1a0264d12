"""Two logarithms from logaddexp, and their exponentials."""

import numpy as np


def _logs(logits, labels, gamma, alpha, reduction):
    z, y = np.asarray(logits), np.asarray(labels)
    if z.shape != y.shape:
        raise ValueError("shapes differ")
    if not set(np.unique(y).tolist()) <= {0, 1}:
        raise ValueError("labels")
    if gamma < 0 or (alpha is not None and (alpha < 0 or alpha > 1)):
        raise ValueError("gamma or alpha")
    if reduction == "mean" and z.size == 0:
        raise ValueError("nothing to average")
    z = z.astype(np.result_type(z.dtype, np.float16) if z.dtype.kind == "f" else np.float64)
    y = y.astype(z.dtype)
    s = (2 * y - 1) * z
    a = 1 if alpha is None else (y * alpha + (1 - y) * (1 - alpha)).astype(z.dtype)
    return y, a, -np.logaddexp(0, -s), -np.logaddexp(0, s)


def focal_loss(logits, labels, gamma=2.0, alpha=None, *, reduction="none"):
    _, a, log_hit, log_miss = _logs(logits, labels, gamma, alpha, reduction)
    loss = -a * np.exp(gamma * log_miss) * log_hit
    return loss if reduction == "none" else getattr(loss, reduction)()


def focal_loss_grad(logits, labels, gamma=2.0, alpha=None, *, reduction="none"):
    y, a, log_hit, log_miss = _logs(logits, labels, gamma, alpha, reduction)
    slope = np.exp(gamma * log_miss) * (np.exp(log_miss) - gamma * np.exp(log_hit) * log_hit)
    slope = slope * a * (1 - 2 * y)
    return slope / slope.size if reduction == "mean" else slope
