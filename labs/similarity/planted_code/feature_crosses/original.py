import numpy as np


# weights of the digits, from the last feature to the first
def digit_weights(sizes):
    weights = [1]
    for k in range(len(sizes) - 1, 0, -1):
        weights.append(weights[-1] * int(sizes[k]))
    weights.reverse()
    return weights


def check_table(ids, sizes):
    if not np.issubdtype(ids.dtype, np.integer):
        raise TypeError("only whole numbers")
    if len(ids.shape) != 2 or ids.shape[1] != len(sizes):
        raise ValueError("one column for each size")
    for feature in range(len(sizes)):
        column = ids[:, feature]
        if len(column) > 0:
            if column.max() >= sizes[feature] or column.min() < 0:
                raise ValueError("no such category in feature %d" % feature)


def feature_cross_ids(ids, sizes):
    check_table(ids, sizes)
    weights = digit_weights(sizes)
    total = ids[:, 0].astype("int64") * weights[0]
    for feature in range(1, len(sizes)):
        total += ids[:, feature].astype("int64") * weights[feature]
    return total


def feature_cross_onehot(ids, sizes):
    place = feature_cross_ids(ids, sizes)
    width = digit_weights(sizes)[0] * int(sizes[0])
    matrix = np.zeros(len(place) * width, dtype="float32")
    start = np.arange(0, len(matrix), width) if len(place) else place
    matrix[start + place] = 1.0
    return matrix.reshape(len(place), width)


def cross_predict(ids, sizes, w):
    place = feature_cross_ids(ids, sizes)
    width = digit_weights(sizes)[0] * int(sizes[0])
    if len(w.shape) != 1 or len(w) != width:
        raise ValueError("one weight for each combination")
    scores = np.take(w, place)
    if np.issubdtype(w.dtype, np.floating):
        return scores
    return scores.astype("float64")
