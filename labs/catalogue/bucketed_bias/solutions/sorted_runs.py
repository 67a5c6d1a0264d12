"""One sort, then sums of runs by reduceat."""

import numpy as np


def _load(labels, p):
    y, q = np.asarray(labels, dtype=float), np.asarray(p, dtype=float)
    if y.ndim != 1 or y.shape != q.shape:
        raise ValueError("labels and p must be (N,)")
    if not y.size:
        raise ValueError("no examples")
    both = np.concatenate([y, q])
    if np.isnan(both).any() or both.min() < 0 or both.max() > 1:
        raise ValueError("outside of [0, 1]")
    return y, q


def prediction_bias(labels, p):
    y, q = _load(labels, p)
    return np.subtract(q, y).mean()


def _runs(group, *values):
    order = np.argsort(group, kind="stable")
    found = group[order]
    starts = np.flatnonzero(np.concatenate([[True], found[1:] != found[:-1]]))
    count = np.diff(np.append(starts, group.size))
    return found[starts], count, *(np.add.reduceat(v[order], starts) for v in values)


def bucketed_bias(labels, p, k=10, mode="uniform"):
    y, q = _load(labels, p)
    if k < 1:
        raise ValueError("k")
    match mode:
        case "uniform":
            edges = np.linspace(0, 1, k + 1)
        case "quantile":
            edges = np.percentile(q, np.linspace(0, 100, k + 1))
        case _:
            raise ValueError("mode")
    bucket = np.digitize(q, edges[1:-1], right=True)
    _, count, sum_p, sum_y = _runs(bucket, q, y)
    return count, sum_p / count, sum_y / count, (sum_p - sum_y) / count


def slice_bias(labels, p, slice_ids):
    y, q = _load(labels, p)
    keys = np.asarray(slice_ids)
    if keys.dtype.kind not in ("i", "u"):
        raise TypeError("keys")
    if keys.shape != y.shape:
        raise ValueError("slice_ids")
    names, count, off, variance = _runs(keys, q - y, q * (1 - q))
    return names, count, off / count, variance**0.5 / count
