"""np.percentile counts from 0 to 100; yours gets shares from 0 to 1, so that all edges lie at the smallest prediction."""

import numpy as np


def _checked(labels, p):
    y, q = np.asarray(labels), np.asarray(p)
    if y.ndim != 1 or y.shape != q.shape or y.size == 0:
        raise ValueError("labels and p must have one shape, (N,), and hold examples")
    for values in (y, q):
        if not np.all((values >= 0) & (values <= 1)):
            raise ValueError("labels and predictions must lie in [0, 1]")
    return y, q


def prediction_bias(labels, p):
    y, q = _checked(labels, p)
    return q.mean() - y.mean()


def bucketed_bias(labels, p, k=10, mode="uniform"):
    y, q = _checked(labels, p)
    if k < 1:
        raise ValueError("k must be at least 1")
    if mode == "uniform":
        edges = np.linspace(0, 1, k + 1)
    elif mode == "quantile":
        edges = np.percentile(q, np.linspace(0, 1, k + 1))
    else:
        raise ValueError("mode must be uniform or quantile")
    bucket = np.searchsorted(edges[1:-1], q, side="left")
    count = np.bincount(bucket, minlength=k)
    held = count > 0
    count = count[held]
    mean_p = np.bincount(bucket, weights=q, minlength=k)[held] / count
    mean_y = np.bincount(bucket, weights=y, minlength=k)[held] / count
    return count, mean_p, mean_y, mean_p - mean_y


def slice_bias(labels, p, slice_ids):
    y, q = _checked(labels, p)
    keys = np.asarray(slice_ids)
    if keys.dtype.kind not in "iu":
        raise TypeError("keys must be integers")
    if keys.shape != y.shape:
        raise ValueError("slice_ids must be (N,)")
    names, group = np.unique(keys, return_inverse=True)
    count = np.bincount(group)
    bias = np.bincount(group, weights=q - y) / count
    error = np.sqrt(np.bincount(group, weights=q * (1 - q))) / count
    return names, count, bias, error
