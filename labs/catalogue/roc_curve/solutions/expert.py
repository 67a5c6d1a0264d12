"""One sort; false positives are the places less the true positives."""

import numpy as np


def roc_curve(labels, scores):
    labels, scores = np.asarray(labels), np.asarray(scores)
    if labels.shape != scores.shape or labels.ndim != 1:
        raise ValueError("labels and scores must have one shape, (N,)")
    if labels.size == 0:
        raise ValueError("there are no examples")
    if not np.all((labels == 0) | (labels == 1)):
        raise ValueError("labels must be 0 or 1")
    if np.isnan(scores).any():
        raise ValueError("a score is NaN")
    if np.all(labels == 0) or np.all(labels == 1):
        raise ValueError("there is one class only")
    if scores.dtype.kind != "f":
        scores = scores.astype(float)
    order = np.argsort(scores)[::-1]
    s = scores[order]
    changes = np.empty(s.size, bool)
    changes[-1] = True
    np.not_equal(s[1:], s[:-1], out=changes[:-1])
    ends = np.flatnonzero(changes)
    tp = np.cumsum(labels[order] == 1)[ends]
    fp = ends + 1 - tp
    out = np.zeros((2, ends.size + 1))
    np.divide(fp, fp[-1], out=out[0, 1:])
    np.divide(tp, tp[-1], out=out[1, 1:])
    thresholds = np.empty(ends.size + 1, s.dtype)
    thresholds[0], thresholds[1:] = np.inf, s[ends]
    return out[0], out[1], thresholds
