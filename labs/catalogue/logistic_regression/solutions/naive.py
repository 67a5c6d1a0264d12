"""Example by example, feature by feature: right, and slow on many."""

import math

import numpy as np


def _checked(X, y, l2, n_iter):
    if X.ndim != 2 or y.shape != X.shape[:1] or not len(y):
        raise ValueError("shapes do not fit")
    rows, labels = X.astype(float).tolist(), y.astype(float).tolist()
    if not all(math.isfinite(v) for row in rows for v in row):
        raise ValueError("X is not finite")
    if not all(0 <= v <= 1 for v in labels) or l2 < 0 or n_iter < 0:
        raise ValueError("out of range")
    return [[*row, 1.0] for row in rows], labels


def _sigmoid(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def _gradient(rows, labels, theta, l2, hessian=False):
    width, n = len(theta), len(labels)
    g = [0.0] * width
    H = [[0.0] * width for _ in range(width)]
    for row, y in zip(rows, labels):
        p = _sigmoid(sum(a * t for a, t in zip(row, theta)))
        for i in range(width):
            g[i] += (p - y) * row[i] / n
            if hessian:
                scaled, H_i = p * (1 - p) * row[i] / n, H[i]
                for j in range(i + 1):
                    H_i[j] += scaled * row[j]
    for i in range(width - 1):
        g[i] += l2 * theta[i]
        H[i][i] += l2
    return g, H


def _value(rows, labels, theta, l2):
    total = 0.0
    for row, y in zip(rows, labels):
        z = sum(a * t for a, t in zip(row, theta))
        total += max(z, 0) - z * y + math.log1p(math.exp(-abs(z)))
    return total / len(labels) + l2 / 2 * sum(t * t for t in theta[:-1])


def logistic_gd(X, y, l2=0.0, *, lr=0.5, n_iter=100):
    rows, labels = _checked(X, y, l2, n_iter)
    if lr < 0:
        raise ValueError("lr is negative")
    theta = [0.0] * len(rows[0])
    for _ in range(n_iter):
        g, _ = _gradient(rows, labels, theta, l2)
        theta = [t - lr * s for t, s in zip(theta, g)]
    return np.array(theta[:-1]), theta[-1]


def logistic_newton(X, y, l2=0.0, *, n_iter=50, tol=1e-12):
    rows, labels = _checked(X, y, l2, n_iter)
    if set(labels) in ({0.0}, {1.0}):
        raise ValueError("one class")
    theta = [0.0] * len(rows[0])
    for _ in range(n_iter):
        g, H = _gradient(rows, labels, theta, l2, hessian=True)
        if max(map(abs, g)) <= max(tol, 1e-11):
            break
        H = np.array(H)
        step = np.linalg.lstsq(H + np.tril(H, -1).T, np.array(g), rcond=None)[0].tolist()
        before, length = _value(rows, labels, theta, l2), 1.0
        while length > 1e-8:
            after = [t - length * s for t, s in zip(theta, step)]
            if _value(rows, labels, after, l2) <= before + 1e-15:
                break
            length /= 2
        theta = after
    return np.array(theta[:-1]), theta[-1]
