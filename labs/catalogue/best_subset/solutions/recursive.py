"""With the next column or without it, by recursion; the residual is kept orthogonal on the way."""

import numpy as np


def best_subset(X, y, k):
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    if X.ndim != 2 or y.shape != (X.shape[0],) or X.shape[0] == 0:
        raise ValueError("shapes")
    n, d = X.shape
    if d > 15:
        raise ValueError("columns")
    if k < 0 or k > d:
        raise ValueError("k")
    if np.isnan(X).any() or np.isnan(y).any() or np.isinf(X).any() or np.isinf(y).any():
        raise ValueError("NaN or infinity")
    best = [np.inf, None]

    def go(start, chosen, basis, rest):
        if len(chosen) == k:
            error = rest @ rest
            if error < best[0]:
                best[:] = error, chosen
            return
        for column in range(start, d - (k - len(chosen)) + 1):
            v = X[:, column]
            for _ in range(2):
                for b in basis:
                    v = v - (b @ v) * b
            size = np.sqrt(v @ v)
            v = v / size if size > 0 else v
            go(column + 1, (*chosen, column), [*basis, v], rest - (v @ rest) * v)

    go(0, (), [], y)
    support, weights = best[1], np.zeros(d)
    if k:
        weights[list(support)] = np.linalg.lstsq(X[:, list(support)], y, rcond=None)[0]
    r = y - X @ weights
    return support, weights, float(np.dot(r, r)) / n / 2
