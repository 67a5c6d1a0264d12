"""My solution for the crosses lab."""

import numpy


def cross_predict(ids, sizes, w):
    # look the weights up
    columns = feature_cross_ids(ids, sizes)
    n_columns = multipliers(sizes)[0] * int(sizes[0])
    if len(w) != n_columns or len(w.shape) != 1:
        raise ValueError("w has the wrong length, expected %d" % n_columns)
    looked_up = numpy.take(w, columns)
    return looked_up if numpy.issubdtype(w.dtype, numpy.floating) else looked_up.astype("float64")


def feature_cross_onehot(ids, sizes):
    columns = feature_cross_ids(ids, sizes)
    n_columns = multipliers(sizes)[0] * int(sizes[0])
    n_rows = len(columns)
    flat = numpy.zeros(n_rows * n_columns, dtype="float32")
    begin = numpy.arange(0, len(flat), n_columns) if len(columns) else columns
    position = begin + columns
    flat[position] = 1.0
    result = flat.reshape(n_rows, n_columns)
    return result


def validate(values: numpy.ndarray, limit: int, number: int) -> None:
    if len(values) > 0:
        smallest = values.min()
        if values.max() >= limit or smallest < 0:
            raise ValueError(f"feature {number}: category out of range")


def feature_cross_ids(ids, sizes):
    if not numpy.issubdtype(ids.dtype, numpy.integer):
        raise TypeError("ids must be ints")
    if len(ids.shape) != 2 or ids.shape[1] != len(sizes):
        raise ValueError("shape of ids")
    i = 0
    while i < len(sizes):
        validate(ids[:, i], sizes[i], i)
        i += 1
    factor = multipliers(sizes)
    answer = ids[:, 0].astype("int64") * factor[0]
    for j in range(1, len(sizes)):
        part = ids[:, j].astype("int64") * factor[j]
        answer = answer + part
    return answer


def multipliers(lengths):
    """The step of each feature, the last one has step 1."""
    unused = 0
    steps = [1]
    for index in range(len(lengths) - 1, 0, -1):
        steps.append(int(lengths[index]) * steps[-1])
    steps.reverse()
    return steps
