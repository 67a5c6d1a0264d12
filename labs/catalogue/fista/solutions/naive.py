"""Loops over examples and features, as the formulas are read aloud."""

import math

import numpy as np


def fista(X, y, lam, n_iter):
    n, d = X.shape
    if y.shape != (n,) or n == 0 or lam < 0:
        raise ValueError("X is (N, D) with N at least 1, y is (N,) and lam at least 0")
    single = X.dtype == np.float32 and y.dtype == np.float32
    L = float(np.linalg.eigvalsh(X.T.astype(float) @ X.astype(float) / n).max())
    rows, labels = X.tolist(), y.tolist()

    def residuals(w):
        return [sum(x * u for x, u in zip(row, w)) - a for row, a in zip(rows, labels)]

    def objective(w):
        return sum(e * e for e in residuals(w)) / (2 * n) + lam * sum(abs(u) for u in w)

    w = [0.0] * d
    v, t = w, 1.0
    history = [objective(w)]
    for _ in range(n_iter):
        r = residuals(v)
        old, w = w, [0.0] * d
        for j in range(d if L > 1e-300 else 0):
            slope = 0.0
            for row, e in zip(rows, r):
                slope += row[j] * e
            u = v[j] - slope / n / L
            w[j] = math.copysign(max(abs(u) - lam / L, 0.0), u)
        later = (1 + math.sqrt(1 + 4 * t * t)) / 2
        v = [a + (t - 1) / later * (a - b) for a, b in zip(w, old)]
        t = later
        history.append(objective(w))
    dtype = np.float32 if single else np.float64
    return np.array(w, dtype), np.array(history, dtype)
