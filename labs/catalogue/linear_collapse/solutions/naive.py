"""Entry by entry, and pair by pair."""

import math

import numpy as np


def product(A, B):
    if B.ndim == 1:
        return np.array([float(A[i] @ B) for i in range(len(A))])
    out = np.zeros((len(A), B.shape[1]))
    for i in range(len(A)):
        for j in range(B.shape[1]):
            out[i, j] = A[i] @ B[:, j]
    return out


def collapse_linear(Ws, bs=None):
    if bs is not None and len(bs) != len(Ws):
        raise ValueError("one bias a layer")
    before = None
    for l in range(len(Ws)):
        shape = Ws[l].shape
        if len(shape) != 2 and (l < len(Ws) - 1 or len(shape) != 1):
            raise ValueError("a layer is a matrix")
        if before is not None and shape[0] != before:
            raise ValueError("rows and columns")
        if bs is not None and np.shape(bs[l]) != shape[1:]:
            raise ValueError("a bias for each unit")
        before = shape[-1]
    if not Ws:
        return np.float64(1), np.float64(0)
    dtypes = {W.dtype for W in Ws} | {np.asarray(b).dtype for b in bs or ()}
    dtype = np.float32 if dtypes == {np.dtype(np.float32)} else np.float64
    W = Ws[-1].astype(float)
    b = np.zeros(Ws[-1].shape[1:]) if bs is None else np.array(bs[-1], float)
    for l in range(len(Ws) - 2, -1, -1):
        if bs is not None:
            b = b + product(bs[l][None].astype(float), W)[0]
        W = product(Ws[l].astype(float), W)
    return W.astype(dtype), dtype(b) if np.ndim(b) == 0 else b.astype(dtype)


def value(v, name):
    return {
        "linear": lambda: v,
        "relu": lambda: max(v, 0.0),
        "softplus": lambda: max(v, 0.0) + math.log1p(math.exp(-abs(v))),
        "sigmoid": lambda: 0.5 * (1 + math.tanh(v / 2)),
        "tanh": lambda: math.tanh(v),
    }[name]()


def is_affine(Ws, bs, activation, seed):
    collapse_linear(Ws, bs)
    if activation not in ("linear", "relu", "softplus", "sigmoid", "tanh"):
        raise ValueError(activation)

    def output(x):
        h = x
        for l in range(len(Ws)):
            h = h @ Ws[l] + bs[l]
            if l + 1 < len(Ws):
                h = np.array([value(v, activation) for v in h])
        return h

    rng = np.random.default_rng(seed)
    for _ in range(30):
        x, y, a = rng.normal(size=len(Ws[0])), rng.normal(size=len(Ws[0])), rng.normal()
        fx, fy, fz = output(x), output(y), output(a * x + (1 - a) * y)
        largest = max(np.abs(fx).max(), np.abs(fy).max(), np.abs(fz).max())
        if np.abs(a * fx + (1 - a) * fy - fz).max() > 1e-9 * largest:
            return False
    return True
