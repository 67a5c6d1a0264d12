"""BFGS on standardized features: only the objective and its gradient are written down."""
import numpy as np

def softmax_regression(X, y, classes, l2=0.0, *, n_iter=500, tol=1e-10):
    X = np.array(X, dtype=float)
    if y.dtype.kind not in "iu":
        raise TypeError("y")
    if X.ndim != 2 or y.shape != (X.shape[0],) or y.size == 0:
        raise ValueError("shapes")
    if l2 < 0 or not np.all(np.isfinite(X)) or y.min() < 0 or y.max() >= classes:
        raise ValueError("values")
    n, d = X.shape
    Y = (y[:, None] == np.arange(classes)).astype(float)
    center = X.mean(axis=0)
    scale = np.sqrt(X.var(axis=0) + l2)
    scale[scale == 0] = 1.0

    def unpack(v):
        V = v.reshape(d + 1, classes)
        W = V[:d] / scale[:, None]
        return W, V[d] - center @ W

    def fun(v):
        W, b = unpack(v)
        z = X @ W + b
        m = z.max(axis=1)
        e = np.exp(z - m[:, None])
        s = e.sum(axis=1)
        f = np.mean(m + np.log(s) - (z * Y).sum(axis=1)) + l2 / 2 * np.sum(W * W)
        R = (e / s[:, None] - Y) / n
        gb = R.sum(axis=0)
        gW = (X.T @ R + l2 * W - np.outer(center, gb)) / scale[:, None]
        return f, np.vstack([gW, gb]).ravel()

    v = np.zeros((d + 1) * classes)
    B = np.eye(v.size)
    f, g = fun(v)
    for _ in range(n_iter):
        if np.abs(g).max() <= tol:
            break
        p = -B @ g
        t = 1.0
        while True:
            f1, g1 = fun(v + t * p)
            if f1 <= f + 1e-4 * t * (p @ g) + 1e-15 or t < 1e-12:
                break
            t /= 2
        s, q = t * p, g1 - g
        v, f, g = v + s, f1, g1
        if s @ q > 1e-300:
            r = 1 / (s @ q)
            E = np.eye(v.size) - r * np.outer(s, q)
            B = E @ B @ E.T + r * np.outer(s, s)
    W, b = unpack(v)
    return W - W.mean(axis=1, keepdims=True), b - b.mean()
