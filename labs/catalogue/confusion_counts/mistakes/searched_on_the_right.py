"""side=\"right\" counts the scores that are at most the threshold as below it. A score that equals it is called positive: side=\"left\"."""

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
    tp = high.size - np.searchsorted(high, thresholds, side="right")
    fp = low.size - np.searchsorted(low, thresholds, side="left")
    fn = np.sum(positive) - tp
    tn = np.sum(~positive) - fp
    return np.stack([tn, fp, fn, tp], axis=1)
