"""Row by row."""

import numpy as np


def feature_cross_ids(ids, sizes):
    if ids.dtype.kind not in "iu":
        raise TypeError("ids must hold integers")
    if ids.ndim != 2 or ids.shape[1] != len(sizes):
        raise ValueError("one column for each feature")
    out = []
    for row in ids.tolist():
        column = 0
        for category, size in zip(row, sizes):
            if not 0 <= category < size:
                raise ValueError(f"{category} is no category of {size}")
            column = column * size + category
        out.append(column)
    return np.array(out, np.int64)


def feature_cross_onehot(ids, sizes):
    count = 1
    for size in sizes:
        count *= size
    out = np.zeros((len(ids), count), np.float32)
    for i, column in enumerate(feature_cross_ids(ids, sizes).tolist()):
        out[i, column] = 1.0
    return out


def cross_predict(ids, sizes, w):
    count = 1
    for size in sizes:
        count *= size
    if w.shape != (count,):
        raise ValueError("one weight for each column")
    columns = feature_cross_ids(ids, sizes).tolist()
    out = np.zeros(len(columns), w.dtype if w.dtype.kind == "f" else float)
    for i, column in enumerate(columns):
        out[i] = w[column]
    return out
