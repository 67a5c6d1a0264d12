"""FTRL on small batches: the places that a batch touches are updated once for all its rows."""

from itertools import combinations

import numpy as np

BATCH, RATE, L1 = 20, 0.4, 16.0


def train_clicks(ids, y, sizes, seed):
    rng = np.random.default_rng(seed)
    crosses = [*((i,) for i in range(5)), *combinations(range(5), 2)]
    shapes = [tuple(sizes[i] for i in cross) for cross in crosses]
    ends = np.cumsum([np.prod(shape) for shape in shapes])
    starts = ends - [np.prod(shape) for shape in shapes]
    columns = np.stack(
        [s + np.ravel_multi_index(tuple(ids[:, i] for i in k), shape)
         for s, k, shape in zip(starts, crosses, shapes)], axis=1)
    # The bias is one more place, whose penalty is 0.
    columns = np.column_stack([columns, np.full(len(y), ends[-1])])
    size = ends[-1] + 1
    w, z, n, l1 = np.zeros(size), np.zeros(size), np.zeros(size), np.full(size, L1)
    l1[-1] = 0
    for _ in range(3):
        order = rng.permutation(len(y))
        for rows in np.split(order, range(BATCH, len(y), BATCH)):
            places = columns[rows]
            g = 1 / (1 + np.exp(-w[places].sum(axis=1))) - y[rows]
            every = np.broadcast_to(g[:, None], places.shape).ravel()
            at, back = np.unique(places, return_inverse=True)
            total = np.bincount(back.ravel(), every, len(at))
            grown = n[at] + np.bincount(back.ravel(), every**2, len(at))
            z[at] += total - (np.sqrt(grown) - np.sqrt(n[at])) / RATE * w[at]
            n[at] = grown
            excess = np.clip(z[at], -l1[at], l1[at]) - z[at]
            w[at] = excess * RATE / (1 + np.sqrt(grown))
    return float(w[-1]), [(k, w[a:b].copy()) for k, a, b in zip(crosses, starts, ends)]
