"""The residual is computed anew for every weight, by loops over the examples."""

import numpy as np


def _residuals(rows, labels, w):
    return [a - sum(x * u for x, u in zip(row, w)) for row, a in zip(rows, labels)]


def enet_cd(X, y, l1, l2, n_sweeps=1000):
    n, d = X.shape
    if y.shape != (n,) or n == 0 or l1 < 0 or l2 < 0:
        raise ValueError("X is (N, D) with N at least 1, y is (N,), rates are at least 0")
    single = X.dtype == np.float32 and y.dtype == np.float32
    rows, labels = X.tolist(), y.tolist()
    w = [0.0] * d
    for _ in range(n_sweeps):
        before = list(w)
        for j in range(d):
            column = [row[j] for row in rows]
            c = sum(x * x for x in column) / n
            if c == 0:
                continue
            r = _residuals(rows, labels, w)
            rho = sum(x * e for x, e in zip(column, r)) / n + c * w[j]
            size = max(abs(rho) - l1, 0.0) / (c + l2)
            w[j] = size if rho > 0 else -size
        if max((abs(a - b) for a, b in zip(w, before)), default=0) < 1e-15:
            break
    return np.array(w, np.float32 if single else np.float64)


def lasso_duality_gap(X, y, w, lam):
    n, d = X.shape
    if y.shape != (n,) or n == 0 or w.shape != (d,):
        raise ValueError("shapes do not fit")
    rows, labels, weights = X.tolist(), y.tolist(), w.tolist()
    r = _residuals(rows, labels, weights)
    g = [sum(row[j] * e for row, e in zip(rows, r)) / n for j in range(d)]
    top = max(abs(each) for each in g)
    s = 1.0 if top <= lam else lam / top
    gap = (1 - s) ** 2 * sum(e * e for e in r) / (2 * n)
    for u, each in zip(weights, g):
        gap += lam * abs(u) - s * u * each
    return gap
