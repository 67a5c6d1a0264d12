"""Counts of both classes at each distinct score, by np.unique."""

import numpy as np


def _tables(labels, scores):
    y, s = np.array(labels, float), np.array(scores)
    if y.ndim != 1 or y.shape != s.shape or not y.size or np.isnan(s).any():
        raise ValueError("labels and scores do not fit, or NaN")
    if set(np.unique(y).tolist()) - {0.0, 1.0}:
        raise ValueError("labels other than 0 and 1")
    s = s if s.dtype.kind == "f" else s.astype(float)
    values, group = np.unique(s, return_inverse=True)
    positives = np.bincount(group, weights=y)
    negatives = np.bincount(group, weights=1 - y)
    return np.append(values, s.dtype.type(np.inf)), positives, negatives


def best_threshold(labels, scores, c_fp, c_fn):
    cuts, positives, negatives = _tables(labels, scores)
    if min(c_fp, c_fn) < 0:
        raise ValueError("a cost is negative")
    missed = np.append(0, np.cumsum(positives))
    alarms = np.append(np.cumsum(negatives[::-1])[::-1], 0)
    costs = c_fn * missed + c_fp * alarms
    return cuts[costs.size - 1 - np.argmin(costs[::-1])]


def threshold_at_fpr(labels, scores, max_fpr):
    cuts, _, negatives = _tables(labels, scores)
    total = negatives.sum()
    if not total or max_fpr < 0 or max_fpr > 1:
        raise ValueError("no negatives, or the bound is outside of [0, 1]")
    alarms = np.append(np.cumsum(negatives[::-1])[::-1], 0)
    return cuts[np.flatnonzero(alarms / total <= max_fpr)[0]]
