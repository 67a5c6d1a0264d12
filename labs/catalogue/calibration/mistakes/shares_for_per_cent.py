"""np.percentile counts from 0 to 100; yours gets shares from 0 to 1, so that all edges lie at the smallest prediction."""

import numpy as np


def _checked_logits(logits, labels):
    z, y = np.asarray(logits, dtype=float), np.asarray(labels)
    if y.dtype.kind not in "iu":
        raise TypeError("classes must be integers")
    if z.ndim == 1:
        z = np.stack([np.zeros_like(z), z], axis=1)
    if z.ndim != 2 or y.shape != z.shape[:1] or len(y) == 0:
        raise ValueError("logits must be (N, C), labels (N,), and not empty")
    if not np.isfinite(z).all():
        raise ValueError("logits must be finite")
    if y.min() < 0 or y.max() >= z.shape[1]:
        raise ValueError("a class is outside of 0 to C - 1")
    return z, y


def temperature_scaling(logits, labels):
    z, y = _checked_logits(logits, labels)
    z = z - z.max(axis=1, keepdims=True)
    true = z[np.arange(len(y)), y].mean()

    def gap(inverse):
        e = np.exp(z * inverse)
        return np.mean(np.sum(e * z, axis=1) / np.sum(e, axis=1)) - true

    low, high = np.log(1e-6), np.log(1e6)
    for _ in range(60):
        middle = (low + high) / 2
        if gap(np.exp(middle)) < 0:
            low = middle
        else:
            high = middle
    return float(np.exp(-(low + high) / 2))


def platt_scaling(labels, scores):
    y, s = np.asarray(labels), np.asarray(scores, dtype=float)
    if y.shape != s.shape or s.ndim != 1 or s.size == 0:
        raise ValueError("labels and scores must have one shape, (N,), and hold examples")
    if not np.all((y == 0) | (y == 1)):
        raise ValueError("labels must be 0 or 1")
    if not np.isfinite(s).all():
        raise ValueError("scores must be finite")
    positives, negatives = np.sum(y == 1), np.sum(y == 0)
    t = np.where(y == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    center, scale = s.mean(), s.std() or 1.0
    x = np.stack([(s - center) / scale, np.ones_like(s)], axis=1)
    w = np.zeros(2)
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = (p - t) @ x
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-12 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        w = w - step
        if np.abs(step).max() < 1e-12:
            break
    slope, offset = w
    return float(slope / scale), float(offset - slope * center / scale)


def expected_calibration_error(labels, p, k=10, mode="uniform"):
    y, q = np.asarray(labels, dtype=float), np.asarray(p, dtype=float)
    if y.shape != q.shape or y.ndim != 1 or y.size == 0:
        raise ValueError("labels and p must have one shape, (N,), and hold examples")
    for values in (y, q):
        if not np.all((values >= 0) & (values <= 1)):
            raise ValueError("labels and p must lie in [0, 1]")
    if k < 1:
        raise ValueError("k must be at least 1")
    shares = np.linspace(0, 1, k + 1)
    edges = shares if mode == "uniform" else np.percentile(q, shares)
    bucket = np.searchsorted(edges[1:-1], q, side="left")
    count = np.bincount(bucket, minlength=k)
    bias = np.bincount(bucket, q - y, minlength=k)
    return float(np.sum(np.abs(bias)) / y.size)
