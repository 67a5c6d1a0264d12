"""Weight after weight and row after row."""

import numpy as np


def compress(w, tol=0.0):
    if tol < 0:
        raise ValueError("tol is negative")
    idx, val = [], []
    for j, weight in enumerate(w):
        if not abs(float(weight)) <= tol:
            idx.append(j)
            val.append(weight)
    return np.array(idx, np.int32), np.array(val, w.dtype if w.dtype.kind == "f" else float)


def sparse_predict(X, idx, val, b=0.0):
    if idx.dtype.kind not in "iu":
        raise TypeError("integers, please")
    if idx.shape != val.shape:
        raise ValueError("shapes differ")
    pairs = list(zip(idx.tolist(), val.tolist()))
    if any(not 0 <= j < X.shape[1] for j, _ in pairs):
        raise ValueError("no such column")
    single = X.dtype == np.float32 and val.dtype == np.float32
    out = np.empty(len(X), np.float32 if single else np.float64)
    for i, row in enumerate(X):
        out[i] = b + sum(float(row[j]) * weight for j, weight in pairs)
    return out


def model_bytes(nnz):
    if nnz < 0:
        raise ValueError("nnz is negative")
    return 4 * nnz + 4 * nnz
