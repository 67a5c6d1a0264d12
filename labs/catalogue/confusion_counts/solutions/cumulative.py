"""One sort of all examples, and counts of positives from the top."""

import numpy as np


def confusions(labels, scores, thresholds):
    y, s, t = np.array(labels, float), np.array(scores), np.array(thresholds)
    if y.ndim != 1 or y.shape != s.shape or y.size < 1:
        raise ValueError("labels and scores do not fit")
    if np.setdiff1d(y, [0, 1]).size or np.isnan(s).any() or np.isnan(t).any():
        raise ValueError("labels other than 0 and 1, or NaN")
    order = np.argsort(s)
    below = np.searchsorted(s[order], t)  # how many are not called positive
    positives_below = np.concatenate([[0], np.cumsum(y[order])]).astype(np.int64)[below]
    total = int(y.sum())
    columns = [below - positives_below, y.size - total - (below - positives_below),
               positives_below, total - positives_below]
    return np.column_stack(columns).astype(np.int64).reshape(t.size, 4)
