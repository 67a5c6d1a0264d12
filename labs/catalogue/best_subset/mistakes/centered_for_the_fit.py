"""There is no intercept: the weights are fitted to columns and labels without their means."""

from itertools import combinations

import numpy as np


def best_subset(X, y, k):
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    if X.ndim != 2 or y.shape != X.shape[:1]:
        raise ValueError("X must be (N, D), y (N,)")
    n, d = X.shape
    if n == 0:
        raise ValueError("there are no examples")
    if not (np.isfinite(X).all() and np.isfinite(y).all()):
        raise ValueError("NaN or infinity")
    if d > 15:
        raise ValueError("too many columns")
    if not 0 <= k <= d:
        raise ValueError("k must be from 0 to D")
    best, support, weights = np.inf, None, None
    for columns in combinations(range(d), k):
        chosen = X[:, columns]
        w = np.linalg.lstsq(chosen - chosen.mean(axis=0), y - y.mean(), rcond=None)[0]
        r = y - chosen @ w
        error = r @ r / (2 * n)
        if error < best:
            best, support, weights = error, columns, np.zeros(d)
            weights[list(columns)] = w
    return support, weights, best
