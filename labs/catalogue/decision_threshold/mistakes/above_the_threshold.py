"""An example is called positive if its score reaches the threshold, s >= t. Yours has to be above it."""

import numpy as np


def _candidates(labels, scores):
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
    tp, fp = np.cumsum(y)[ends], np.cumsum(1 - y)[ends]
    cuts = np.concatenate([np.array([np.inf], s.dtype), s[ends]])
    above = np.append([0, 0], np.arange(len(ends) - 1) + 1)
    return cuts, np.append(0, tp)[above], np.append(0, fp)[above], tp[-1], fp[-1]


def best_threshold(labels, scores, c_fp, c_fn):
    cuts, tp, fp, positives, negatives = _candidates(labels, scores)
    if c_fp < 0 or c_fn < 0:
        raise ValueError("costs must not be negative")
    costs = c_fp * fp + c_fn * (positives - tp)
    return cuts[np.argmin(costs)]


def threshold_at_fpr(labels, scores, max_fpr):
    cuts, tp, fp, positives, negatives = _candidates(labels, scores)
    if not 0 <= max_fpr <= 1:
        raise ValueError("max_fpr must lie in [0, 1]")
    if negatives == 0:
        raise ValueError("there are no negatives")
    rates = fp / negatives
    return cuts[rates <= max_fpr].min()
