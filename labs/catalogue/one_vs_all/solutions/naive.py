"""Row by row and pair by pair: right, and slow on many."""

import math

import numpy as np


def _best(values):
    best = 0
    for number, value in enumerate(values):
        if value > values[best]:
            best = number
    return best


def ova_predict(scores):
    if scores.shape[-1] == 0:
        raise ValueError("no classes")
    out = np.zeros(scores.shape[:-1], np.int64)
    for place in np.ndindex(out.shape):
        row = scores[place].tolist()
        if any(math.isnan(value) for value in row):
            raise ValueError("NaN")
        out[place] = _best(row)
    return out


def ovo_predict(votes, classes):
    if votes.dtype != np.bool_:
        raise TypeError("not bools")
    if classes < 1:
        raise ValueError("no classes")
    if votes.ndim != 2 or votes.shape[1] != classes * (classes - 1) // 2:
        raise ValueError("another number of pairs")
    out = []
    for row in votes:
        counts = [0] * classes
        k = 0
        for i in range(classes):
            for j in range(i + 1, classes):
                counts[i if row[k] else j] += 1
                k += 1
        out.append(_best(counts))
    return np.array(out, np.int64)
