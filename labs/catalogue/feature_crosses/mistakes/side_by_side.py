"""These are the features side by side, n_a + n_b columns with several ones in a row. A cross has
n_a n_b columns and one 1 in each row.
"""

import math

import numpy as np


def feature_cross_ids(ids, sizes):
    if ids.dtype.kind not in "iu":
        raise TypeError("ids must hold integers")
    if ids.ndim != 2 or ids.shape[1] != len(sizes):
        raise ValueError(f"ids is {ids.shape}, but there are {len(sizes)} sizes")
    ids = ids.astype(np.int64)
    if np.any(ids < 0) or np.any(ids >= np.array(sizes)):
        raise ValueError("a category lies outside its feature")
    columns = np.zeros(len(ids), np.int64)
    for f, size in enumerate(sizes):
        columns = columns * size + ids[:, f]
    return columns


def feature_cross_onehot(ids, sizes):
    feature_cross_ids(ids, sizes)
    out = np.zeros((len(ids), sum(sizes)), np.float32)
    for f, start in enumerate(np.cumsum([0, *sizes[:-1]])):
        out[np.arange(len(ids)), start + ids[:, f]] = 1
    return out


def cross_predict(ids, sizes, w):
    columns = feature_cross_ids(ids, sizes)
    if w.shape != (math.prod(sizes),):
        raise ValueError(f"w is {w.shape}; the cross has {math.prod(sizes)} columns")
    w = w if w.dtype.kind == "f" else w.astype(float)
    return w[columns]
