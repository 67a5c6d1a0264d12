"""A class for the model, and steps halved until the objective is strictly lower."""

import numpy as np

class Model:
    def __init__(self, X, y, l2):
        if X.ndim != 2 or len(X) == 0 or y.shape != (len(X),):
            raise ValueError("shapes")
        if not np.isfinite(X).all() or l2 < 0:
            raise ValueError("X or l2")
        if np.isnan(y).any() or (y < 0).any() or (y > 1).any():
            raise ValueError("y")
        self.X, self.y, self.l2 = X.astype(float), y.astype(float), l2
        self.w, self.b = np.zeros(X.shape[1]), 0.0

    def p(self):
        z = self.X @ self.w + self.b
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, e) / (1 + e)

    def gradient(self):
        d = self.p() - self.y
        return self.X.T @ d / len(d) + self.l2 * self.w, d.mean()

    def loss(self, w, b):
        z = self.X @ w + b
        return np.mean(np.maximum(z, 0) + np.log1p(np.exp(-abs(z))) - self.y * z) + self.l2 / 2 * np.sum(w**2)

def logistic_gd(X, y, l2=0.0, *, lr=0.5, n_iter=100):
    m = Model(X, y, l2)
    if lr < 0 or n_iter < 0:
        raise ValueError("lr, n_iter")
    for _ in range(n_iter):
        gw, gb = m.gradient()
        m.w, m.b = m.w - lr * gw, m.b - lr * gb
    return m.w, m.b

def logistic_newton(X, y, l2=0.0, *, n_iter=50, tol=1e-12):
    m = Model(X, y, l2)
    if n_iter < 0 or y.min() == y.max() and y.min() in (0, 1):
        raise ValueError("n_iter or classes")
    N, D = X.shape
    for _ in range(n_iter):
        gw, gb = m.gradient()
        g = np.append(gw, gb)
        if max(abs(g)) <= tol:
            break
        p = m.p()
        s = p * (1 - p)
        H = np.zeros((D + 1, D + 1))
        H[:D, :D] = (m.X.T * s) @ m.X / N + l2 * np.eye(D)
        H[:D, D] = H[D, :D] = s @ m.X / N
        H[D, D] = s.mean()
        step = np.linalg.pinv(H, hermitian=True) @ g
        now = m.loss(m.w, m.b)
        for half in range(40):
            w, b = m.w - step[:D], m.b - step[D]
            if m.loss(w, b) < now:
                m.w, m.b = w, b
                break
            step = step / 2
        else:
            break
    return m.w, m.b
