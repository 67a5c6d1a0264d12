"""One table of products, and all systems of equations in one call."""

from itertools import combinations

import numpy as np


def best_subset(X, y, k):
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if X.ndim != 2 or y.shape != X.shape[:1] or not y.size:
        raise ValueError("X must be (N, D), y (N,), N at least 1")
    n, d = X.shape
    if d > 15 or not 0 <= k <= d:
        raise ValueError("D is above 15, or k outside of 0 to D")
    if not (np.isfinite(X).all() and np.isfinite(y).all()):
        raise ValueError("NaN or infinity")
    weights = np.zeros(d)
    if k == 0:
        return (), weights, float(y @ y / (2 * n))
    scale = np.sqrt(np.einsum("nd,nd->d", X, X))
    scale[scale == 0] = 1.0
    Z = X / scale
    products, moments = Z.T @ Z, Z.T @ y
    subsets = np.array(list(combinations(range(d), k)))
    right = moments[subsets]
    w = np.linalg.solve(products[subsets[:, :, None], subsets[:, None, :]], right[:, :, None])[:, :, 0]
    gained = np.einsum("sk,sk->s", w, right)
    best = subsets[np.argmax(gained)]
    weights[best] = np.linalg.lstsq(X[:, best], y, rcond=None)[0]
    r = y - X[:, best] @ weights[best]
    return tuple(best.tolist()), weights, float(r @ r / (2 * n))
