"""Class 0 wins as soon as it has one vote, and class 1 wins otherwise. Either only the pairs with class
0 vote here, or bools are added up as bools, where True and True are one True: every vote counts.
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
    with_zero = (first == 0).astype(np.float32)[:, None]
    counts = votes.astype(np.float32) @ (is_first * with_zero) + (~votes).astype(
        np.float32
    ) @ (is_second * with_zero)
    return counts.argmax(axis=1)
