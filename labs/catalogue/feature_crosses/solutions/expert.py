"""In place, with one contiguous column at a time for the checks of the ranges."""

import math

import numpy as np


def feature_cross_ids(ids, sizes):
    if ids.dtype.kind not in "iu":
        raise TypeError("ids must hold integers")
    if ids.ndim != 2 or ids.shape[1] != len(sizes):
        raise ValueError("one column for each feature")
    out = np.zeros(len(ids), np.int64)
    for f, size in enumerate(sizes):
        column = np.ascontiguousarray(ids[:, f])
        if len(ids) and (column.min() < 0 or column.max() >= size):
            raise ValueError(f"feature {f} holds a category outside of 0 to {size - 1}")
        out *= size
        out += column.astype(np.int64, copy=False)
    return out


def feature_cross_onehot(ids, sizes):
    columns, count = feature_cross_ids(ids, sizes), math.prod(sizes)
    out = np.zeros(len(columns) * count, np.float32)
    out[columns + count * np.arange(len(columns))] = 1
    return out.reshape(len(columns), count)


def cross_predict(ids, sizes, w):
    if w.shape != (math.prod(sizes),):
        raise ValueError("one weight for each column")
    found = w.take(feature_cross_ids(ids, sizes))
    return found if found.dtype.kind == "f" else found.astype(float)
