"""NumPy's logaddexp adds exponentials in the logarithm, two at a time."""

import numpy as np


def logsumexp(x, axis=-1, keepdims=False):
    return np.logaddexp.reduce(x, axis=axis, keepdims=keepdims, initial=None)


def log_softmax(x, axis=-1):
    with np.errstate(invalid="ignore"):
        # from the largest score, so that nothing is lost far from 0
        x = x - np.max(x, axis=axis, keepdims=True)
        return x - logsumexp(x, axis, keepdims=True)


def softmax(x, axis=-1):
    return np.exp(log_softmax(x, axis=axis))
