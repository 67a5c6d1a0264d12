"""The gap as primal minus dual objective; a residual without feature j for each weight."""

import numpy as np


def soft(v, t):
    return v - np.clip(v, -t, t)


def as_floats(*arrays):
    single = all(a.dtype == np.float32 for a in arrays)
    return [a.astype(np.float64) for a in arrays], np.float32 if single else np.float64


def enet_cd(X, y, l1, l2, n_sweeps=1000):
    if X.ndim != 2 or y.ndim != 1 or len(X) != len(y) or not len(y):
        raise ValueError("shapes do not fit")
    if min(l1, l2) < 0:
        raise ValueError("a rate is negative")
    (A, b), dtype = as_floats(X, y)
    columns = np.ascontiguousarray(A.T)
    curvature = np.mean(columns**2, axis=1)
    w, fitted = np.zeros(len(columns)), np.zeros(len(b))
    for _ in range(n_sweeps):
        start = w.copy()
        for j, column in enumerate(columns):
            without = fitted - w[j] * column
            if curvature[j] > 0:
                rho = np.dot(column, b - without) / len(b)
                w[j] = soft(rho, l1) / (curvature[j] + l2)
            fitted = without + w[j] * column
        if np.abs(w - start).max() == 0:
            break
    return w.astype(dtype)


def lasso_duality_gap(X, y, w, lam):
    if len(X) != len(y) or y.ndim != 1 or w.shape != (X.shape[1],) or not len(y):
        raise ValueError("shapes do not fit")
    (A, b, u), _ = as_floats(X, y, w)
    n = len(b)
    r = b - A @ u
    primal = r @ r / (2 * n) + lam * np.abs(u).sum()
    theta = r / max(lam * n, np.abs(A.T @ r).max())
    dual = b @ b / (2 * n) - lam**2 * n / 2 * np.sum((theta - b / (lam * n)) ** 2)
    return primal - dual
