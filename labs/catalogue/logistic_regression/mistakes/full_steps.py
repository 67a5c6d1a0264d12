"""Newton steps are taken in full. Far from the optimum one may raise the objective: halve it until it falls."""

import numpy as np


def _checked(X, y, l2, n_iter):
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    if X.ndim != 2 or y.shape != X.shape[:1] or len(y) == 0:
        raise ValueError("X must be (N, D), y (N,), and not empty")
    if not np.isfinite(X).all():
        raise ValueError("X must be finite")
    if not np.all((y >= 0) & (y <= 1)):
        raise ValueError("labels must lie in [0, 1]")
    if l2 < 0 or n_iter < 0:
        raise ValueError("l2 and n_iter must not be negative")
    penalty = np.full(X.shape[1] + 1, l2)
    penalty[-1] = 0
    return np.hstack([X, np.ones((len(y), 1))]), y, penalty


def _sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def logistic_gd(X, y, l2=0.0, *, lr=0.5, n_iter=100):
    A, y, penalty = _checked(X, y, l2, n_iter)
    if lr < 0:
        raise ValueError("lr must not be negative")
    theta = np.zeros(A.shape[1])
    for _ in range(n_iter):
        p = _sigmoid(A @ theta)
        theta = theta - lr * (A.T @ (p - y) / len(y) + penalty * theta)
    return theta[:-1], theta[-1]


def logistic_newton(X, y, l2=0.0, *, n_iter=50, tol=1e-12):
    A, y, penalty = _checked(X, y, l2, n_iter)
    if y.min() == y.max() and y[0] in (0, 1):
        raise ValueError("all labels are alike: the best intercept is infinite")

    theta = np.zeros(A.shape[1])
    for _ in range(n_iter):
        p = _sigmoid(A @ theta)
        gradient = A.T @ (p - y) / len(y) + penalty * theta
        if np.abs(gradient).max() <= tol:
            break
        hessian = (A * (p * (1 - p) / len(y))[:, None]).T @ A + np.diag(penalty)
        theta = theta - np.linalg.lstsq(hessian, gradient, rcond=None)[0]
    return theta[:-1], theta[-1]
