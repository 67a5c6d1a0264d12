"""The place of each example among the sorted thresholds, counted by bincount."""

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
    order = np.argsort(thresholds)
    place = np.searchsorted(thresholds[order], scores, side="right")  # thresholds reached
    counts = [np.bincount(place[labels == k], minlength=order.size + 1) for k in (0, 1)]
    below = [np.cumsum(c)[:-1] for c in counts]
    rows = [below[0], counts[0].sum() - below[0], below[1], counts[1].sum() - below[1]]
    out = np.empty((order.size, 4), np.int64)
    out[order] = np.transpose(rows)
    return out
