"""Both classes are sorted once, and the thresholds looked up."""

import numpy as np


def confusions(labels, scores, thresholds):
    labels, scores, thresholds = np.asarray(labels), np.asarray(scores), np.asarray(thresholds)
    if labels.shape != scores.shape or labels.ndim != 1:
        raise ValueError("labels and scores must have one shape, (N,)")
    if labels.size == 0:
        raise ValueError("there are no examples")
    if not np.all((labels == 0) | (labels == 1)):
        raise ValueError("labels must be 0 or 1")
    if np.isnan(scores).any() or np.isnan(thresholds).any():
        raise ValueError("NaN has no place among scores and thresholds")
    positive = labels == 1
    high, low = np.sort(scores[positive]), np.sort(scores[~positive])
    out = np.empty((thresholds.size, 4), np.int64)
    out[:, 0] = np.searchsorted(low, thresholds, side="left")
    out[:, 1] = low.size - out[:, 0]
    out[:, 2] = np.searchsorted(high, thresholds, side="left")
    out[:, 3] = high.size - out[:, 2]
    return out
