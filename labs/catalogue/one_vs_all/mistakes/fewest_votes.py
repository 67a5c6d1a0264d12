"""The class with fewest votes wins: True is a vote for the first class of the pair and False one
for the second, and of the counts argmax is asked for.
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
    if votes.ndim != 2 or votes.shape[1] != len(first):
        raise ValueError(f"{classes} classes have {len(first)} pairs")
    number = np.arange(classes)
    is_first = (first[:, None] == number).astype(np.float32)
    is_second = (second[:, None] == number).astype(np.float32)
    counts = (
        votes.astype(np.float32) @ is_first + (~votes).astype(np.float32) @ is_second
    )
    return counts.argmin(axis=1)
