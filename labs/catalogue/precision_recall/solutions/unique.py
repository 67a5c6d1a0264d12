"""Groups of equal scores by np.unique, counted from the top."""

import numpy as np


def pr_curve(labels, scores):
    y, s = np.array(labels, float), np.array(scores)
    if y.ndim != 1 or y.shape != s.shape or y.size < 1:
        raise ValueError("labels and scores do not fit")
    if np.setdiff1d(y, [0, 1]).size or np.isnan(s).any():
        raise ValueError("labels other than 0 and 1, or NaN")
    s = s if s.dtype.kind == "f" else s.astype(np.float64)
    values, group, counts = np.unique(s, return_inverse=True, return_counts=True)
    tp = np.cumsum(np.bincount(group, weights=y)[::-1])
    with np.errstate(invalid="ignore"):
        return tp / np.cumsum(counts[::-1]), tp / y.sum(), values[::-1].copy()


def average_precision(labels, scores):
    precision, recall, _ = pr_curve(labels, scores)
    before = np.concatenate([[0.0], recall[:-1]])
    return float((precision * (recall - before)).sum())
