"""FISTA."""

import numpy as np


def cost(matrix, target, weights, strength):
    """Half the mean squared error plus the penalty."""
    err = matrix @ weights - target
    fit = err @ err / (2 * len(matrix))
    return fit + strength * np.abs(weights).sum()


def shrink(values, amount):
    # keep the sign, take something off the size
    size = np.abs(values) - amount
    return np.maximum(size, 0) * np.sign(values)


def lipschitz(matrix):
    biggest = np.linalg.norm(matrix, 2)
    return biggest**2 / matrix.shape[0]


def fista(X, y, lam, n_iter):
    if lam < 0:
        raise ValueError("negative lam")
    if y.shape != X.shape[:1]:
        raise ValueError("shapes")
    if len(X) == 0:
        raise ValueError("empty")
    precision = np.result_type(X, y) if X.dtype.kind == y.dtype.kind == "f" else float
    A = X.astype(precision)
    b = y.astype(precision)
    count, features = A.shape
    const = lipschitz(A)
    current = np.zeros(features, A.dtype)
    momentum = 1.0
    lookahead = current
    costs = [cost(A, b, current, lam)]
    step = 0
    while step < n_iter:
        residual = A @ lookahead - b
        slope = A.T @ residual / count
        previous = current
        if const > 0:
            current = shrink(lookahead - slope / const, lam / const)
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        factor = (momentum - 1) / following
        lookahead = current + factor * (current - previous)
        costs.append(cost(A, b, current, lam))
        momentum = following
        step += 1
    return current, np.array(costs, A.dtype)
