"""The ROC curve, one point a distinct score, and the trapezoids below it."""

import numpy as np


def roc_auc(labels, scores):
    y, s = np.array(labels, float), np.array(scores)
    if y.ndim != 1 or y.shape != s.shape or y.size < 1:
        raise ValueError("labels and scores do not fit")
    if np.setdiff1d(y, [0, 1]).size or np.isnan(s).any():
        raise ValueError("labels other than 0 and 1, or NaN")
    if len(np.unique(y)) == 1:
        return np.nan
    order = np.argsort(-s)
    y, s = y[order], s[order]
    ends = np.append(np.nonzero(s[1:] != s[:-1])[0], y.size - 1)
    tp = np.concatenate([[0], np.cumsum(y)[ends]])
    fp = np.concatenate([[0], np.cumsum(1 - y)[ends]])
    return np.trapezoid(tp, fp) / (tp[-1] * fp[-1])
