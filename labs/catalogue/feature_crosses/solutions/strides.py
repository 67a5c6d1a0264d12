"""The strides first, from the last feature to the first; np.eye for the matrix."""

import numpy as np


def strides_of(sizes):
    strides = [1]
    for size in sizes[:0:-1]:
        strides.insert(0, strides[0] * size)
    return np.array(strides, np.int64)


def feature_cross_ids(ids, sizes):
    if not np.issubdtype(ids.dtype, np.integer):
        raise TypeError(ids.dtype)
    if ids.shape[1:] != (len(sizes),):
        raise ValueError(ids.shape)
    wide = ids.astype("int64")
    if ((wide < 0) | (wide >= np.asarray(sizes, "int64"))).any():
        raise ValueError("out of range")
    return (wide * strides_of(list(sizes))).sum(axis=1)


def feature_cross_onehot(ids, sizes):
    return np.eye(int(np.prod(sizes)), dtype="float32")[feature_cross_ids(ids, sizes)]


def cross_predict(ids, sizes, w):
    if w.ndim != 1 or len(w) != int(np.prod(sizes)):
        raise ValueError(w.shape)
    return (w if w.dtype.kind == "f" else w * 1.0)[feature_cross_ids(ids, sizes)]
