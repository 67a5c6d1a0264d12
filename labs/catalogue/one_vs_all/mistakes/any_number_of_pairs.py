"""The number of columns is not compared with that of the pairs, C (C - 1) / 2: raise ValueError if
they differ.
"""

import numpy as np


def ova_predict(scores):
    if scores.shape[-1] == 0:
        raise ValueError("there are no classes")
    if np.isnan(scores).any():
        raise ValueError("a score is NaN")
    return np.argmax(scores, axis=-1)


def ovo_predict(votes, classes):
    if votes.dtype != bool:
        raise TypeError("votes must be bools")
    if classes < 1:
        raise ValueError("there is at least one class")
    first, second = np.triu_indices(classes, k=1)
    first, second = (
        np.resize(part, votes.shape[1]) if len(part) else part
        for part in (first, second)
    )
    number = np.arange(classes)
    is_first = (first[:, None] == number).astype(np.float32)
    is_second = (second[:, None] == number).astype(np.float32)
    counts = (
        votes.astype(np.float32) @ is_first + (~votes).astype(np.float32) @ is_second
    )
    return counts.argmax(axis=1)
