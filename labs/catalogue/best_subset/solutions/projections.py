"""The error by an orthonormal basis of each subset's columns; the weights at the end only."""

from itertools import combinations

import numpy as np


def best_subset(X, y, k):
    X, y = np.array(X, float), np.array(y, float)
    if X.ndim != 2 or y.ndim != 1 or X.shape[0] != y.size or y.size < 1:
        raise ValueError("shapes")
    if X.shape[1] > 15 or k not in range(X.shape[1] + 1):
        raise ValueError("D or k")
    if not np.all(np.isfinite(X)) or not np.all(np.isfinite(y)):
        raise ValueError("NaN or infinity")

    def explained(columns):
        q, _ = np.linalg.qr(X[:, list(columns)])
        return np.sum((q.T @ y) ** 2)

    support = max(combinations(range(X.shape[1]), k), key=explained)
    weights = np.zeros(X.shape[1])
    if support:
        weights[list(support)] = np.linalg.pinv(X[:, list(support)]) @ y
    return support, weights, np.mean((y - X @ weights) ** 2) / 2
