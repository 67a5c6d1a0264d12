"""A loop over the pairs, with all rows at once."""
from itertools import combinations

import numpy as np

def ova_predict(scores):
    if scores.shape[-1] < 1 or np.any(scores != scores):
        raise ValueError("scores")
    best = scores.max(axis=-1, keepdims=True)
    return (scores == best).argmax(axis=-1)

def ovo_predict(votes, classes):
    if votes.dtype.kind != "b":
        raise TypeError("votes")
    pairs = list(combinations(range(classes), 2))
    if classes < 1 or votes.ndim != 2 or votes.shape[1] != len(pairs):
        raise ValueError("votes")
    counts = np.zeros((len(votes), classes), dtype=int)
    for column, (i, j) in zip(votes.T, pairs):
        counts[:, i] += column
        counts[:, j] += ~column
    return counts.argmax(1)
