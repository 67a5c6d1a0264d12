"""Column after column: of a matrix in Fortran order each is one run of memory."""

import numpy as np


def compress(w, tol=0.0):
    if tol < 0:
        raise ValueError(tol)
    dropped = (w <= tol) & (w >= -tol)
    (places,) = np.nonzero(np.logical_not(dropped))
    kept = w[places]
    return places.astype("int32"), kept if kept.dtype.kind == "f" else kept.astype("float64")


def sparse_predict(X, idx, val, b=0.0):
    if not np.issubdtype(idx.dtype, np.integer):
        raise TypeError(idx.dtype)
    if val.shape != idx.shape or idx.ndim != 1:
        raise ValueError(val.shape)
    if len(idx) and not (idx.min() >= 0 and idx.max() < X.shape[1]):
        raise ValueError("positions")
    floating = [a.dtype if a.dtype.kind == "f" else np.dtype(float) for a in (X, val)]
    scores = np.full(len(X), b, np.result_type(*floating))
    for j, weight in zip(idx.tolist(), val.tolist()):
        scores += weight * X[:, j]
    return scores


def model_bytes(nnz):
    if nnz < 0:
        raise ValueError(nnz)
    return nnz * (np.dtype("int32").itemsize + np.dtype("float32").itemsize)
