"""One D x D matrix holds the whole gradient step; objectives at the end, all in one product."""

import math

import numpy as np


def fista(X, y, lam, n_iter):
    n, d = X.shape
    if y.shape != (n,):
        raise ValueError("y must be (N,)")
    if not n or lam < 0:
        raise ValueError("at least one example is needed, and a lam that is not negative")
    dtype = np.float32 if X.dtype == y.dtype == np.float32 else np.float64
    X, y = X.astype(float), y.astype(float)
    iterates = np.zeros((n_iter + 1, d))
    gram = X.T @ X / n
    L = np.linalg.eigvalsh(gram)[-1]
    if L > 0:
        cut, shift, step = lam / L, X.T @ y / n / L, np.eye(d) - gram / L
        ahead, t = iterates[0], 1.0
        for k in range(n_iter):
            u = step @ ahead
            u += shift
            w = iterates[k + 1]
            np.subtract(u, u.clip(-cut, cut), out=w)
            later = 0.5 * (1 + math.sqrt(1 + 4 * t * t))
            ahead = w + (t - 1) / later * (w - iterates[k])
            t = later
    residuals = y - iterates @ X.T
    history = np.einsum("kn,kn->k", residuals, residuals) / (2 * n)
    history += lam * np.abs(iterates).sum(axis=1)
    return iterates[-1].astype(dtype), history.astype(dtype)
