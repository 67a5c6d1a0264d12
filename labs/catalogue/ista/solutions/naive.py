"""Loops over examples and features, as the formulas are read aloud."""

import math

import numpy as np


def ista(X, y, lam, n_iter):
    n, d = X.shape
    if y.shape != (n,) or n == 0 or lam < 0:
        raise ValueError("X is (N, D) with N at least 1, y is (N,) and lam at least 0")
    single = X.dtype == np.float32 and y.dtype == np.float32
    L = float(np.linalg.eigvalsh(X.T.astype(float) @ X.astype(float) / n).max())
    rows, labels = X.tolist(), y.tolist()
    w = [0.0] * d

    def residuals():
        return [sum(x * u for x, u in zip(row, w)) - t for row, t in zip(rows, labels)]

    r = residuals()
    history = [sum(e * e for e in r) / (2 * n) + lam * sum(abs(u) for u in w)]
    for _ in range(n_iter):
        new = []
        for j in range(d):
            slope = 0.0
            for row, e in zip(rows, r):
                slope += row[j] * e
            v = w[j] - slope / n / L if L > 1e-300 else 0.0
            t = lam / L if L > 1e-300 else 0.0
            new.append(math.copysign(max(abs(v) - t, 0.0), v))
        w = new
        r = residuals()
        history.append(sum(e * e for e in r) / (2 * n) + lam * sum(abs(u) for u in w))
    dtype = np.float32 if single else np.float64
    return np.array(w, dtype), np.array(history, dtype)
