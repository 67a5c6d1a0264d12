"""Labels other than 0 and 1 go on as negatives, unseen. Raise ValueError."""

import numpy as np


def roc_curve(labels, scores):
    labels, scores = np.asarray(labels), np.asarray(scores)
    if labels.shape != scores.shape or labels.ndim != 1:
        raise ValueError("labels and scores must have one shape, (N,)")
    if labels.size == 0:
        raise ValueError("there are no examples")
    if np.isnan(scores).any():
        raise ValueError("a score is NaN")
    if np.all(labels == 0) or np.all(labels == 1):
        raise ValueError("there is one class only")
    if scores.dtype.kind != "f":
        scores = scores.astype(float)
    order = np.argsort(-scores, kind="stable")
    y, s = (labels[order] == 1).astype(int), scores[order]
    tp, fp = np.cumsum(y), np.cumsum(1 - y)
    ends = np.append(np.flatnonzero(s[1:] != s[:-1]), s.size - 1)
    tpr = np.append(0, tp[ends]) / tp[-1]
    fpr = np.append(0, fp[ends]) / fp[-1]
    thresholds = np.concatenate([np.array([np.inf], s.dtype), s[ends]])
    return fpr, tpr, thresholds
