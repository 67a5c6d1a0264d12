"""Correlations in place of residuals: with X^T X / N at hand a change costs D numbers, not N."""

import numpy as np


def enet_cd(X, y, l1, l2, n_sweeps=1000):
    n, d = X.shape
    if y.shape != (n,):
        raise ValueError("y must be (N,)")
    if not n or l1 < 0 or l2 < 0:
        raise ValueError("at least one example is needed, and rates that are not negative")
    dtype = np.float32 if X.dtype == y.dtype == np.float32 else np.float64
    X = X.astype(float)
    gram = X.T @ X / n
    left = X.T @ y / n
    square = gram.diagonal().tolist()
    w = [0.0] * d
    for _ in range(n_sweeps):
        moved = False
        for j in range(d):
            if not square[j]:
                continue
            rho = left.item(j) + square[j] * w[j]
            if rho > l1:
                new = (rho - l1) / (square[j] + l2)
            elif rho < -l1:
                new = (rho + l1) / (square[j] + l2)
            else:
                new = 0.0
            if new != w[j]:
                left -= gram[j] * (new - w[j])
                w[j], moved = new, True
        if not moved:
            break
    return np.array(w, dtype)


def lasso_duality_gap(X, y, w, lam):
    if y.shape != X.shape[:1] or w.shape != X.shape[1:] or not len(y):
        raise ValueError("X is (N, D), y (N,) and w (D,), with N at least 1")
    n = len(y)
    r = y - X @ w
    g = r @ X / n
    top = max(g.max(), -g.min())
    s = lam / top if top > lam else 1.0
    return float((1 - s) ** 2 * (r @ r) / (2 * n) + lam * np.abs(w).sum() - s * (w @ g))
