"""Normal equations by Gaussian elimination, in plain Python, anew for each subset."""

import math
from itertools import combinations

import numpy as np


def _solve(rows, columns, labels):
    k = len(columns)
    table = [
        [sum(row[a] * row[b] for row in rows) for b in columns]
        + [sum(row[a] * label for row, label in zip(rows, labels))]
        for a in columns
    ]
    for i in range(k):
        pivot = max(range(i, k), key=lambda r: abs(table[r][i]))
        table[i], table[pivot] = table[pivot], table[i]
        for r in range(i + 1, k):
            factor = table[r][i] / table[i][i]
            table[r] = [a - factor * b for a, b in zip(table[r], table[i])]
    w = [0.0] * k
    for i in reversed(range(k)):
        w[i] = (table[i][k] - sum(table[i][j] * w[j] for j in range(i + 1, k))) / table[i][i]
    return w


def best_subset(X, y, k):
    if X.ndim != 2 or y.ndim != 1 or len(X) != len(y) or not len(y):
        raise ValueError("shapes do not fit, or there are no examples")
    rows, labels = X.astype(float).tolist(), y.astype(float).tolist()
    if not all(math.isfinite(v) for row in [*rows, labels] for v in row):
        raise ValueError("NaN or infinity")
    d = X.shape[1]
    if d > 15 or k < 0 or k > d:
        raise ValueError("too many columns, or k outside of 0 to D")
    best = None
    for columns in combinations(range(d), k):
        w = _solve(rows, columns, labels)
        error = 0.0
        for row, label in zip(rows, labels):
            error += (label - sum(row[c] * v for c, v in zip(columns, w))) ** 2
        if best is None or error < best[0]:
            best = error, columns, w
    error, columns, w = best
    weights = np.zeros(d)
    for c, v in zip(columns, w):
        weights[c] = v
    return columns, weights, error / (2 * len(labels))
