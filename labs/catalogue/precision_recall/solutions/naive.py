"""From the top of the list, one example after the other, ties together."""

import math
from itertools import groupby

import numpy as np


def _walk(labels, scores):
    if labels.shape != scores.shape or labels.ndim != 1 or not len(labels):
        raise ValueError("labels and scores do not fit, or there are none")
    examples = []
    for y, s in zip(labels.tolist(), scores.tolist()):
        if y not in (0, 1) or math.isnan(s):
            raise ValueError("a label other than 0 and 1, or a NaN")
        examples.append((float(s), int(y)))
    total = sum(y for _, y in examples)
    tp = called = 0
    for s, tied in groupby(sorted(examples, reverse=True), key=lambda example: example[0]):
        for _, y in tied:
            tp, called = tp + y, called + 1
        yield tp / called, tp / total if total else math.nan, s


def pr_curve(labels, scores):
    precision, recall, cuts = zip(*_walk(labels, scores))
    dtype = scores.dtype if scores.dtype.kind == "f" else float
    return np.array(precision), np.array(recall), np.array(cuts, dtype)


def average_precision(labels, scores):
    area = before = 0.0
    for precision, recall, _ in _walk(labels, scores):
        area += (recall - before) * precision
        before = recall
    return area
