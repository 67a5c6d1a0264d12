"""From the top of the list, one example after the other, ties together."""

import math

import numpy as np


def roc_curve(labels, scores):
    if labels.shape != scores.shape or labels.ndim != 1 or not len(labels):
        raise ValueError("labels and scores do not fit, or there are none")
    examples = []
    for y, s in zip(labels.tolist(), scores.tolist()):
        if y not in (0, 1) or math.isnan(s):
            raise ValueError("a label other than 0 and 1, or a NaN")
        examples.append((float(s), int(y)))
    positives = sum(y for _, y in examples)
    negatives = len(examples) - positives
    if not positives or not negatives:
        raise ValueError("one class only")
    fpr, tpr, cuts = [0.0], [0.0], [math.inf]
    tp = fp = 0
    last = None
    for s, y in sorted(examples, reverse=True):
        tp, fp = tp + y, fp + 1 - y
        if last == s:
            fpr.pop(), tpr.pop()
        else:
            cuts.append(s)
        fpr.append(fp / negatives)
        tpr.append(tp / positives)
        last = s
    dtype = scores.dtype if scores.dtype.kind == "f" else float
    return np.array(fpr), np.array(tpr), np.array(cuts, dtype)
