"""Weights and intercept apart; Newton's system by Cholesky, with a little help where it is singular."""

import numpy as np


class Problem:
    def __init__(self, X, y, l2, n_iter):
        self.X, self.y, self.l2 = np.array(X, float), np.array(y, float), l2
        if self.X.ndim != 2 or self.y.ndim != 1 or len(self.X) != len(self.y) or not len(self.y):
            raise ValueError("shapes")
        if not np.isfinite(self.X).all() or np.isnan(self.y).any():
            raise ValueError("NaN or infinity")
        if self.y.min() < 0 or self.y.max() > 1 or min(l2, n_iter) < 0:
            raise ValueError("out of range")

    def probabilities(self, w, b):
        return 0.5 * (1 + np.tanh((self.X @ w + b) / 2))

    def slopes(self, w, b):
        off = self.probabilities(w, b) - self.y
        return off @ self.X / self.y.size + self.l2 * w, off.mean()

    def value(self, w, b):
        z = self.X @ w + b
        loss = np.maximum(z, 0) - z * self.y + np.log1p(np.exp(-np.abs(z)))
        return loss.mean() + self.l2 / 2 * (w @ w)


def logistic_gd(X, y, l2=0.0, *, lr=0.5, n_iter=100):
    problem = Problem(X, y, l2, n_iter)
    if lr < 0:
        raise ValueError("lr")
    w, b = np.zeros(problem.X.shape[1]), 0.0
    for _ in range(n_iter):
        by_w, by_b = problem.slopes(w, b)
        w, b = w - lr * by_w, b - lr * by_b
    return w, b


def _solve(H, g):
    try:
        L = np.linalg.cholesky(H + 1e-13 * np.trace(H) * np.eye(len(g)))
        return np.linalg.solve(L.T, np.linalg.solve(L, g))
    except np.linalg.LinAlgError:
        return g


def logistic_newton(X, y, l2=0.0, *, n_iter=50, tol=1e-12):
    problem = Problem(X, y, l2, n_iter)
    if set(problem.y.tolist()) in ({0.0}, {1.0}):
        raise ValueError("one class")
    D = problem.X.shape[1]
    w, b = np.zeros(D), 0.0
    for _ in range(n_iter):
        by_w, by_b = problem.slopes(w, b)
        g = np.append(by_w, by_b)
        if np.linalg.norm(g, np.inf) <= tol:
            return w, b
        p = problem.probabilities(w, b)
        v = p * (1 - p) / p.size
        H = np.empty((D + 1, D + 1))
        H[:D, :D] = np.einsum("ni,n,nj->ij", problem.X, v, problem.X, optimize=True)
        H[:D, D] = H[D, :D] = v @ problem.X
        H[D, D] = v.sum()
        H[np.arange(D), np.arange(D)] += l2
        step, length = _solve(H, g), 1.0
        before = problem.value(w, b)
        for _ in range(40):
            if problem.value(w - length * step[:D], b - length * step[D]) <= before + 1e-15:
                break
            length /= 2
        w, b = w - length * step[:D], b - length * step[D]
    return w, b
