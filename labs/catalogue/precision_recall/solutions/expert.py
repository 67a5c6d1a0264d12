"""One sort; average precision straight from the counts, with one dot product."""

import numpy as np


def _steps(labels, scores):
    labels, scores = np.asarray(labels), np.asarray(scores)
    if labels.shape != scores.shape or labels.ndim != 1 or labels.size == 0:
        raise ValueError("labels and scores must have one shape, (N,), and hold examples")
    positive = labels == 1
    if not (positive | (labels == 0)).all():
        raise ValueError("labels must be 0 or 1")
    if scores.dtype.kind != "f":
        scores = scores.astype(float)
    if np.isnan(scores).any():
        raise ValueError("a score is NaN")
    order = np.argsort(scores)[::-1]
    s = scores[order]
    changes = np.empty(s.size, bool)
    changes[-1] = True
    np.not_equal(s[1:], s[:-1], out=changes[:-1])
    ends = np.flatnonzero(changes)
    return np.cumsum(positive[order])[ends], ends + 1, s[ends]


def pr_curve(labels, scores):
    tp, called, thresholds = _steps(labels, scores)
    return tp / called, tp / (tp[-1] or np.nan), thresholds


def average_precision(labels, scores):
    tp, called, _ = _steps(labels, scores)
    if tp[-1] == 0:
        return np.nan
    gained = tp.copy()
    gained[1:] -= tp[:-1]
    return np.dot(gained, tp / called) / tp[-1]
