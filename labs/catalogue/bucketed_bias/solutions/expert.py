"""Edges looked up without a search: uniform buckets by a product, slices by a table of the keys."""

import numpy as np


def _checked(labels, p):
    y, q = np.asarray(labels), np.asarray(p)
    if y.ndim != 1 or y.shape != q.shape or y.size == 0:
        raise ValueError("labels and p must have one shape, (N,), and hold examples")
    for values in (y, q):
        if not (values.min() >= 0 and values.max() <= 1):
            raise ValueError("labels and predictions must lie in [0, 1]")
    return y.astype(np.float64, copy=False), q


def prediction_bias(labels, p):
    y, q = _checked(labels, p)
    return (q.sum() - y.sum()) / q.size


def _uniform(q, k):
    edges = np.linspace(0, 1, k + 1)
    bucket = (q * k).astype(np.intp)  # the right one, or one off where rounding decides
    np.minimum(bucket, k - 1, out=bucket)
    bucket -= (q <= edges[bucket]) & (bucket > 0)
    bucket += (q > edges[bucket + 1]) & (bucket < k - 1)
    return bucket


def bucketed_bias(labels, p, k=10, mode="uniform"):
    y, q = _checked(labels, p)
    if k < 1 or mode not in ("uniform", "quantile"):
        raise ValueError("k must be at least 1, mode uniform or quantile")
    if mode == "uniform":
        bucket = _uniform(q, k)
    else:
        edges = np.percentile(q, 100 * np.linspace(0, 1, k + 1))
        bucket = np.searchsorted(edges[1:-1], q)
    count = np.bincount(bucket, minlength=k)
    held = np.flatnonzero(count)
    count = count[held]
    mean_p = np.bincount(bucket, q, k)[held] / count
    mean_y = np.bincount(bucket, y, k)[held] / count
    return count, mean_p, mean_y, mean_p - mean_y


def slice_bias(labels, p, slice_ids):
    y, q = _checked(labels, p)
    keys = np.asarray(slice_ids)
    if keys.dtype.kind not in "iu":
        raise TypeError("keys must be integers")
    if keys.shape != y.shape:
        raise ValueError("slice_ids must be (N,)")
    low, high = int(keys.min()), int(keys.max())
    if high - low <= 4 * keys.size:
        places = keys.astype(np.int64) - low if low >= -(2**62) and high < 2**62 else keys - keys.min()
        table = np.bincount(places)
        kept = np.flatnonzero(table)
        names, count = (kept + low).astype(keys.dtype), table[kept]
        sums = [np.bincount(places, v)[kept] for v in (q - y, q * (1 - q))]
    else:
        names, group, count = np.unique(keys, return_inverse=True, return_counts=True)
        sums = [np.bincount(group, v) for v in (q - y, q * (1 - q))]
    return names, count, sums[0] / count, np.sqrt(sums[1]) / count
