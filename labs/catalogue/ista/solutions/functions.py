"""Small functions for objective, gradient and threshold; np.select for the threshold's pieces."""

import numpy as np


def ista(X, y, lam, n_iter):
    if X.ndim != 2 or y.ndim != 1 or len(X) != len(y) or not len(y):
        raise ValueError("shapes do not fit")
    if not lam >= 0:
        raise ValueError("lam is negative")
    kind = np.float32 if (X.dtype, y.dtype) == (np.float32, np.float32) else np.float64
    A, b = np.asarray(X, np.float64), np.asarray(y, np.float64)
    largest = np.linalg.svd(A, compute_uv=False)[0]
    step = len(b) / largest**2 if largest else 0.0

    def objective(w):
        return 0.5 * np.mean((b - A @ w) ** 2) + lam * np.linalg.norm(w, 1)

    def gradient(w):
        return np.einsum("nd,n->d", A, A @ w - b) / len(b)

    def threshold(v, t):
        return np.select([v > t, v < -t], [v - t, v + t], 0.0)

    path = [np.zeros(A.shape[1])]
    while len(path) <= n_iter:
        w = path[-1]
        path.append(threshold(w - step * gradient(w), step * lam))
    return path[-1].astype(kind), np.array([objective(w) for w in path], dtype=kind)
