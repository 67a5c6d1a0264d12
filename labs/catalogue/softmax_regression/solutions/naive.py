"""Newton's method, one example at a time: right, and slow on many."""

import numpy as np


def _probabilities(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_regression(X, y, classes, l2=0.0, *, n_iter=500, tol=1e-10):
    if not np.issubdtype(y.dtype, np.integer):
        raise TypeError("class numbers are integers")
    if X.ndim != 2 or y.ndim != 1 or len(X) != len(y) or len(y) == 0 or l2 < 0:
        raise ValueError("shapes or rate")
    if not np.isfinite(X).all() or not all(0 <= label < classes for label in y):
        raise ValueError("features or class numbers")
    D, N = X.shape[1], len(X)
    theta = np.zeros((classes, D + 1))
    free = np.eye(D + 1)
    free[D, D] = 0

    def value(at):
        total = 0.0
        for row, label in zip(X, y):
            z = at @ np.append(row, 1.0)
            total += np.log(np.exp(z - z.max()).sum()) + z.max() - z[label]
        return total / N + l2 / 2 * (at[:, :D] ** 2).sum()

    for _ in range(n_iter):
        gradient = l2 * theta @ free
        H = np.kron(np.eye(classes), l2 * free) + np.kron(np.ones((classes, classes)), np.eye(D + 1))
        for row, label in zip(X, y):
            a = np.append(row, 1.0)
            p = _probabilities(theta @ a)
            off = p.copy()
            off[label] -= 1
            gradient += np.outer(off, a) / N
            H += np.kron(np.diag(p) - np.outer(p, p), np.outer(a, a)) / N
        if np.abs(gradient).max() <= tol:
            break
        step = np.linalg.lstsq(H, gradient.ravel(), rcond=1e-14)[0].reshape(classes, D + 1)
        before, length = value(theta), 1.0
        while value(theta - length * step) > before + 1e-15 and length > 1e-9:
            length /= 2
        theta = theta - length * step
    return theta[:, :D].T.copy(), theta[:, D].copy()
