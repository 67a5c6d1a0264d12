"""Groups of equal scores by np.unique, counted for each class."""

import numpy as np


def roc_curve(labels, scores):
    y, s = np.array(labels), np.array(scores)
    if y.ndim != 1 or y.shape != s.shape or y.size < 1:
        raise ValueError("labels and scores do not fit")
    if np.setdiff1d(y, [0, 1]).size or np.isnan(s).any() or len(set(y.tolist())) < 2:
        raise ValueError("labels other than 0 and 1, one class only, or NaN")
    s = s + 0.0 if s.dtype.kind == "f" else s.astype(np.float64)
    values, group = np.unique(s, return_inverse=True)
    rates = []
    for label in (0, 1):
        counts = np.bincount(group[y == label], minlength=values.size)[::-1]
        rates.append(np.cumsum(np.insert(counts, 0, 0)) / counts.sum())
    return rates[0], rates[1], np.insert(values[::-1], 0, np.inf)
