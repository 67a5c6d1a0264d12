"""With more examples than features everything lives in the D x D matrix X^T X / N.

The objectives are computed at the end, for all iterates in one product.
"""

import numpy as np


def ista(X, y, lam, n_iter):
    n, d = X.shape
    if y.shape != (n,):
        raise ValueError("y must be (N,)")
    if not n or lam < 0:
        raise ValueError("at least one example is needed, and a lam that is not negative")
    dtype = np.float32 if X.dtype == y.dtype == np.float32 else np.float64
    X, y = X.astype(float), y.astype(float)
    iterates = np.zeros((n_iter + 1, d))
    target = X.T @ y / n
    if n > d:
        gram = X.T @ X / n
        L = np.linalg.eigvalsh(gram)[-1]
    else:
        gram = None
        L = np.linalg.eigvalsh(X @ X.T / n)[-1]
    if L > 0:
        t = lam / L
        step = None if gram is None else np.eye(d) - gram / L
        shift = target / L
        for k in range(n_iter):
            w = iterates[k]
            v = step @ w + shift if gram is not None else w - (X.T @ (X @ w) / n) / L + shift
            np.subtract(v, v.clip(-t, t), out=iterates[k + 1])
    residuals = y - iterates @ X.T
    history = np.einsum("kn,kn->k", residuals, residuals) / (2 * n)
    history += lam * np.abs(iterates).sum(axis=1)
    return iterates[-1].astype(dtype), history.astype(dtype)
