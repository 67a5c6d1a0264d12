import numpy as np


def from_matrix(matrix, old_shape, axis):
    full = matrix.reshape(old_shape)
    return np.swapaxes(full, axis, -1)


def as_matrix(data, axis):
    if np.issubdtype(data.dtype, np.floating):
        kind = data.dtype
    else:
        kind = "float64"
    data = np.array(data, dtype=kind)
    turned = np.swapaxes(data, axis, -1)
    width = turned.shape[-1]
    return turned.reshape(-1, width), turned.shape


def minus_largest(matrix):
    largest = np.max(matrix, axis=1)
    return (matrix.T - largest).T


def log_softmax(x, axis=-1):
    matrix, old_shape = as_matrix(x, axis)
    matrix = minus_largest(matrix)
    totals = np.sum(np.exp(matrix), axis=1)
    answer = (matrix.T - np.log(totals)).T
    return from_matrix(answer, old_shape, axis)


def softmax(x, axis=-1):
    matrix, old_shape = as_matrix(x, axis)
    powers = np.exp(minus_largest(matrix))
    totals = np.sum(powers, axis=1)
    return from_matrix((powers.T / totals).T, old_shape, axis)


def logsumexp(x, axis=-1, keepdims=False):
    matrix, old_shape = as_matrix(x, axis)
    largest = np.max(matrix, axis=1)
    finite = np.isfinite(largest)
    answer = largest.copy()
    shifted = matrix[finite] - largest[finite, np.newaxis]
    answer[finite] += np.log(np.exp(shifted).sum(axis=1))
    answer = from_matrix(answer, old_shape[:-1] + (1,), axis)
    if not keepdims:
        return np.squeeze(answer, axis=axis)
    return answer
