"""A True takes a point from the second class here. Instead a False must give one to it."""

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
    counts = np.zeros((len(votes), classes), int)
    for k, (i, j) in enumerate(zip(first, second)):
        counts[:, i] += votes[:, k]
        counts[:, j] -= votes[:, k]
    return counts.argmax(axis=1)
