"""The momentum is the move of the weights, w_k - w_(k-1). Yours is w less the point ahead, at which the step began."""

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


def fista(X, y, lam, n_iter):
    X, y = _checked(X, y, lam)
    n, d = X.shape
    L = np.linalg.norm(X, 2) ** 2 / n

    def objective(w):
        residual = X @ w - y
        return residual @ residual / (2 * n) + lam * np.abs(w).sum()

    w = np.zeros(d, X.dtype)
    v = w
    t = 1.0
    history = [objective(w)]
    for _ in range(n_iter):
        gradient = X.T @ (X @ v - y) / n
        old = w
        if L > 0:
            w = soft(v - gradient / L, lam / L)
        t_new = (1 + (1 + 4 * t**2) ** 0.5) / 2
        v = w + (t - 1) / t_new * (w - v)
        t = t_new
        history.append(objective(w))
    return w, np.array(history, X.dtype)
