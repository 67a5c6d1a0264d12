"""Next to the loss the penalty is N times too small. Either the loss is the sum over the examples and
not their mean, or the penalty is divided by their number too.
"""

import numpy as np


def _checked(X, y, classes, l2):
    if y.dtype.kind not in "iu":
        raise TypeError("class numbers must be integers")
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or y.shape != X.shape[:1] or len(y) == 0:
        raise ValueError("X must be (N, D), y (N,), and not empty")
    if not np.isfinite(X).all():
        raise ValueError("X must be finite")
    if np.any(y < 0) or np.any(y >= classes):
        raise ValueError("class numbers must lie between 0 and classes - 1")
    if l2 < 0:
        raise ValueError("l2 must not be negative")
    penalty = np.full((X.shape[1] + 1, 1), float(l2))
    penalty[-1] = 0
    return np.hstack([X, np.ones((len(y), 1))]), np.eye(classes)[y], penalty


def _log_softmax(z):
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _hessian(A, P, penalty):
    (N, C), M = P.shape, A.shape[1]
    H = np.empty((C, M, C, M))
    for k in range(C):
        for m in range(k, C):
            weight = P[:, k] * ((k == m) - P[:, m])
            H[k, :, m] = H[m, :, k] = (A * weight[:, None]).T @ A
    for k in range(C):
        H[k, :, k] += np.diag(penalty[:, 0])
    place = np.arange(M)
    H[:, place, :, place] += 1
    return H.reshape(C * M, C * M)


def softmax_regression(X, y, classes, l2=0.0, *, n_iter=500, tol=1e-10):
    A, Y, penalty = _checked(X, y, classes, l2)

    def objective(theta):
        loss = -(Y * _log_softmax(A @ theta)).sum()
        return loss + (penalty * theta**2).sum() / 2

    theta = np.zeros((A.shape[1], classes))
    for _ in range(n_iter):
        P = np.exp(_log_softmax(A @ theta))
        gradient = A.T @ (P - Y) + penalty * theta
        if np.abs(gradient).max() <= tol:
            break
        flat = np.linalg.lstsq(
            _hessian(A, P, penalty), gradient.T.ravel(), rcond=1e-14
        )[0]
        step = flat.reshape(classes, -1).T
        before = objective(theta)
        while objective(theta - step) > before + 1e-15 and np.abs(step).max() > 1e-12:
            step = step / 2
        theta = theta - step
    return theta[:-1], theta[-1]
