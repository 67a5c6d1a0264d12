"""The factors of all rounds first; then a step that starts anywhere."""

import numpy as np


def factors(rounds):
    t = 1.0
    for _ in range(rounds):
        later = 0.5 + np.sqrt(0.25 + t * t)
        yield (t - 1) / later
        t = later


def fista(X, y, lam, n_iter):
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

    def proximal_step(v):
        u = v - step * (A.T @ (A @ v - b)) / len(b)
        return np.select([u > step * lam, u < -step * lam], [u - step * lam, u + step * lam], 0.0)

    path, start = [np.zeros(A.shape[1])], np.zeros(A.shape[1])
    for factor in factors(n_iter):
        path.append(proximal_step(start))
        start = (1 + factor) * path[-1] - factor * path[-2]
    return path[-1].astype(kind), np.array([objective(w) for w in path], dtype=kind)
