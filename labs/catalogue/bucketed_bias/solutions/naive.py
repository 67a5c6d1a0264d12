"""Example by example, with lists and dictionaries: right, and slow on many."""

import math

import numpy as np


def _pairs(labels, p):
    if labels.ndim != 1 or labels.shape != p.shape or not len(labels):
        raise ValueError("shapes do not fit, or there are no examples")
    pairs = list(zip(map(float, labels.tolist()), p.tolist()))
    for pair in pairs:
        if not all(0 <= value <= 1 for value in pair):
            raise ValueError("outside of [0, 1]")
    return pairs


def prediction_bias(labels, p):
    pairs = _pairs(labels, p)
    return sum(q - y for y, q in pairs) / len(pairs)


def bucketed_bias(labels, p, k=10, mode="uniform"):
    pairs = _pairs(labels, p)
    if k < 1 or mode not in ("uniform", "quantile"):
        raise ValueError("k or mode")
    edges = np.linspace(0, 1, k + 1)
    if mode == "quantile":
        edges = np.percentile(p, 100 * edges)
    inner = edges.tolist()[1:-1]
    held = {}
    for y, q in pairs:
        bucket = 0
        while bucket < k - 1 and q > inner[bucket]:
            bucket += 1
        held.setdefault(bucket, []).append((y, q))
    count, mean_p, mean_y, bias = [], [], [], []
    for bucket in sorted(held):
        n = len(held[bucket])
        count.append(n)
        mean_p.append(sum(q for _, q in held[bucket]) / n)
        mean_y.append(sum(y for y, _ in held[bucket]) / n)
        bias.append(mean_p[-1] - mean_y[-1])
    return np.array(count), np.array(mean_p), np.array(mean_y), np.array(bias)


def slice_bias(labels, p, slice_ids):
    pairs = _pairs(labels, p)
    if slice_ids.dtype.kind not in "iu":
        raise TypeError("keys must be integers")
    if slice_ids.shape != labels.shape:
        raise ValueError("shapes do not fit")
    held = {}
    for key, pair in zip(slice_ids.tolist(), pairs):
        held.setdefault(key, []).append(pair)
    keys = sorted(held)
    count = [len(held[key]) for key in keys]
    bias = [sum(q - y for y, q in held[key]) / len(held[key]) for key in keys]
    error = [
        math.sqrt(sum(q * (1 - q) for _, q in held[key])) / len(held[key]) for key in keys
    ]
    return np.array(keys, slice_ids.dtype), np.array(count), np.array(bias), np.array(error)
