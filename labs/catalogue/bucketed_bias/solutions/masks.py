"""One mask a bucket, one mask a slice."""

import numpy as np


def _load(labels, p):
    y, q = np.array(labels, float), np.array(p, float)
    if y.shape != q.shape or y.ndim != 1 or len(y) < 1:
        raise ValueError("shapes")
    if not (np.abs(y - 0.5) <= 0.5).all() or not (np.abs(q - 0.5) <= 0.5).all():
        raise ValueError("outside of [0, 1]")
    return y, q


def prediction_bias(labels, p):
    y, q = _load(labels, p)
    return float(np.average(q - y))


def bucketed_bias(labels, p, k=10, mode="uniform"):
    y, q = _load(labels, p)
    if k < 1:
        raise ValueError("k")
    grid = np.linspace(0, 1, k + 1)
    edges = {"uniform": lambda: grid, "quantile": lambda: np.quantile(q, grid)}
    if mode not in edges:
        raise ValueError("mode")
    left = edges[mode]().copy()
    right = left[1:].copy()
    left[0], right[-1] = -1, 2
    rows = []
    for low, high in zip(left[:-1], right):
        mask = (low < q) & (q <= high)
        if mask.any():
            rows.append((mask.sum(), q[mask].mean(), y[mask].mean()))
    count, mean_p, mean_y = (np.array(column) for column in zip(*rows))
    return count, mean_p, mean_y, mean_p - mean_y


def slice_bias(labels, p, slice_ids):
    y, q = _load(labels, p)
    ids = np.array(slice_ids)
    if not np.issubdtype(ids.dtype, np.integer):
        raise TypeError("keys")
    if ids.shape != y.shape:
        raise ValueError("shapes")
    keys = np.unique(ids)
    masks = [ids == key for key in keys]
    count = np.array([np.count_nonzero(m) for m in masks])
    bias = np.array([q[m].mean() - y[m].mean() for m in masks])
    error = np.array([np.linalg.norm(np.sqrt(q[m] * (1 - q[m]))) / m.sum() for m in masks])
    return keys, count, bias, error
