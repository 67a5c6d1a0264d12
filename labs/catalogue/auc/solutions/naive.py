"""From the top of the list, one example after the other, ties together."""

import math
from itertools import groupby

import numpy as np


def roc_auc(labels, scores):
    if labels.shape != scores.shape or labels.ndim != 1 or not len(labels):
        raise ValueError("labels and scores do not fit, or there are none")
    examples = []
    for y, s in zip(labels.tolist(), scores.tolist()):
        if y not in (0, 1) or math.isnan(s):
            raise ValueError("a label other than 0 and 1, or a NaN")
        examples.append((s, int(y)))
    examples.sort(reverse=True)
    won = above = 0
    for _, tied in groupby(examples, key=lambda example: example[0]):
        members = [y for _, y in tied]
        positives = sum(members)
        negatives = len(members) - positives
        won += negatives * above + 0.5 * negatives * positives
        above += positives
    pairs = above * (len(examples) - above)
    return won / pairs if pairs else np.nan
