"""A model of clicks. What is here runs; it knows single features only, and all their weights."""

import numpy as np


def train_clicks(ids, y, sizes, seed):
    """A bias and a list of (features, w): w has a weight for each combination of the features.

    ids is (N, F), integers, feature f from 0 to sizes[f] - 1; y is (N,) with 1.0 for a click and
    0.0 for none. features is a tuple such as (2,) or (0, 3); the last of them runs fastest in w.
    All randomness comes from numpy.random.default_rng(seed).
    """
    rate = y.mean()
    bias = float(np.log(rate / (1 - rate)))
    parts = [np.zeros(size) for size in sizes]
    for _ in range(5):
        logits = bias + sum(w[ids[:, f]] for f, w in enumerate(parts))
        error = 1 / (1 + np.exp(-logits)) - y
        for f, w in enumerate(parts):
            w -= 10 * np.bincount(ids[:, f], error, sizes[f]) / len(y)
    return bias, [((f,), w) for f, w in enumerate(parts)]
