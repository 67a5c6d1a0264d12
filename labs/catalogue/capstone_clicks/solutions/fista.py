"""No single examples: proximal gradient steps with momentum on the whole training set."""

from itertools import combinations

import numpy as np


def train_clicks(ids, y, sizes, seed):
    crosses = [(i,) for i in range(5)] + list(combinations(range(5), 2))
    lengths = [int(np.prod([sizes[i] for i in cross])) for cross in crosses]
    ends = np.cumsum(lengths)
    places = np.stack(
        [
            end - length + np.ravel_multi_index(ids[:, cross].T, [sizes[i] for i in cross])
            for cross, length, end in zip(crosses, lengths, ends)
        ]
    )
    curvature, lam = 1.25, 3e-4
    w = v = np.zeros(ends[-1])
    bias, t = np.log(0.25), 1.0
    for _ in range(150):
        error = 1 / (1 + np.exp(-(v[places].sum(axis=0) + bias))) - y
        slope = np.bincount(places.ravel(), np.tile(error, len(places)), len(v)) / len(y)
        bias -= error.mean()
        u = v - slope / curvature
        new = u - np.clip(u, -lam / curvature, lam / curvature)
        t, before = (1 + np.sqrt(1 + 4 * t * t)) / 2, t
        v = new + (before - 1) / t * (new - w)
        w = new
    return bias, list(zip(crosses, np.split(w, ends[:-1])))
