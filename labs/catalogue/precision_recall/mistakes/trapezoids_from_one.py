"""This is a trapezoid rule that starts at a precision of 1. Each step of recall counts with the precision at its end."""

import numpy as np


def _steps(labels, scores):
    labels, scores = np.asarray(labels), np.asarray(scores)
    if labels.shape != scores.shape or labels.ndim != 1:
        raise ValueError("labels and scores must have one shape, (N,)")
    if labels.size == 0:
        raise ValueError("there are no examples")
    if not np.all((labels == 0) | (labels == 1)):
        raise ValueError("labels must be 0 or 1")
    if np.isnan(scores).any():
        raise ValueError("a score is NaN")
    if scores.dtype.kind != "f":
        scores = scores.astype(float)
    order = np.argsort(-scores, kind="stable")
    y, s = (labels[order] == 1).astype(int), scores[order]
    ends = np.append(np.flatnonzero(s[1:] != s[:-1]), s.size - 1)
    return np.cumsum(y)[ends], ends + 1, s[ends]


def pr_curve(labels, scores):
    tp, called, thresholds = _steps(labels, scores)
    recall = tp / tp[-1] if tp[-1] else np.full(tp.shape, np.nan)
    return tp / called, recall, thresholds


def average_precision(labels, scores):
    precision, recall, _ = pr_curve(labels, scores)
    precision, recall = np.append(1, precision), np.append(0, recall)
    return np.trapezoid(precision, recall)
