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
    examples.sort(reverse=True)
    tp = fp = 0
    found = [(math.inf, 0, 0)]
    for s, tied in groupby(examples, key=lambda example: example[0]):
        for _, y in tied:
            tp, fp = tp + y, fp + 1 - y
        found.append((s, tp, fp))
    return found, tp, fp


def _in_the_dtype(cut, scores):
    return scores.dtype.type(cut) if scores.dtype.kind == "f" else cut


def best_threshold(labels, scores, c_fp, c_fn):
    found, positives, _ = _walk(labels, scores)
    if c_fp < 0 or c_fn < 0:
        raise ValueError("a cost is negative")
    best, least = None, math.inf
    for cut, tp, fp in found:
        cost = c_fp * fp + c_fn * (positives - tp)
        if cost < least:
            best, least = cut, cost
    return _in_the_dtype(best, scores)


def threshold_at_fpr(labels, scores, max_fpr):
    found, _, negatives = _walk(labels, scores)
    if not 0 <= max_fpr <= 1 or not negatives:
        raise ValueError("the bound is outside of [0, 1], or there are no negatives")
    best = math.inf
    for cut, _, fp in found:
        if fp / negatives <= max_fpr:
            best = cut
    return _in_the_dtype(best, scores)
