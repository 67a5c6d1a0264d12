"""Every example at every threshold: right, and slow on many."""

import math

import numpy as np


def confusions(labels, scores, thresholds):
    if labels.shape != scores.shape or labels.ndim != 1 or not len(labels):
        raise ValueError("labels and scores do not fit, or there are none")
    examples = []
    for y, s in zip(labels.tolist(), scores.tolist()):
        if y not in (0, 1) or math.isnan(s):
            raise ValueError("a label other than 0 and 1, or a NaN")
        examples.append((y == 1, s))
    out = np.zeros((len(thresholds), 4), np.int64)
    for row, t in enumerate(thresholds.tolist()):
        if math.isnan(t):
            raise ValueError("a threshold is NaN")
        for positive, s in examples:
            out[row, 2 * positive + (s >= t)] += 1
    return out
