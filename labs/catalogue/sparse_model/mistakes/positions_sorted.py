"""sparse_predict: the positions may come in any order, and each value belongs to its own. Yours sorts the positions and leaves the values."""

import numpy as np


def compress(w, tol=0.0):
    if tol < 0:
        raise ValueError("tol must not be negative")
    w = w if w.dtype.kind == "f" else w.astype(float)
    idx = np.flatnonzero(~(np.abs(w) <= tol))
    return idx.astype(np.int32), w[idx]


def sparse_predict(X, idx, val, b=0.0):
    if idx.dtype.kind not in "iu":
        raise TypeError("idx must hold integers")
    if idx.shape != val.shape:
        raise ValueError(f"idx is {idx.shape}, val {val.shape}")
    if np.any(idx < 0) or np.any(idx >= X.shape[1]):
        raise ValueError("a position lies outside of X")
    X = X[:, np.sort(idx)]
    X = X if X.dtype.kind == "f" else X.astype(float)
    val = val if val.dtype.kind == "f" else val.astype(float)
    return X @ val + b


def model_bytes(nnz):
    if nnz < 0:
        raise ValueError("nnz must not be negative")
    return 8 * nnz
