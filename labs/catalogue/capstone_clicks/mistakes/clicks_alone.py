"""It predicts a click nearly everywhere: it was trained on the impressions that were clicked. The
others are examples too, of what is not clicked.
"""

import itertools

import numpy as np

RATE, L1, PASSES = 0.3, 10, 2


def train_clicks(ids, y, sizes, seed):
    rng = np.random.default_rng(seed)
    crosses = [(i,) for i in range(5)] + list(itertools.combinations(range(5), 2))
    columns, starts = place(ids, sizes, crosses)
    size = starts[-1]
    w, z, n = np.zeros(size), np.zeros(size), np.zeros(size)
    bias, z_bias, n_bias = 0.0, 0.0, 0.0
    for _ in range(PASSES):
        for i in rng.permutation(np.flatnonzero(y)):
            at = columns[i]
            g = 1 / (1 + np.exp(-(w[at].sum() + bias))) - y[i]
            new = n[at] + g**2
            z[at] += g - (np.sqrt(new) - np.sqrt(n[at])) / RATE * w[at]
            n[at] = new
            over = np.maximum(np.abs(z[at]) - L1, 0)
            w[at] = -np.sign(z[at]) * over / ((1 + np.sqrt(new)) / RATE)
            z_bias += g - (np.sqrt(n_bias + g**2) - np.sqrt(n_bias)) / RATE * bias
            n_bias += g**2
            bias = -z_bias / ((1 + np.sqrt(n_bias)) / RATE)
    return float(bias), [(k, w[a:b]) for k, a, b in zip(crosses, starts, starts[1:])]


def place(ids, sizes, crosses):
    columns, starts = [], [0]
    for cross in crosses:
        column, length = np.zeros(len(ids), int), 1
        for i in cross:
            column = column * sizes[i] + ids[:, i]
            length *= sizes[i]
        columns.append(column + starts[-1])
        starts.append(starts[-1] + length)
    return np.stack(columns, axis=1), starts
