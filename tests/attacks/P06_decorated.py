"""A decorated function."""

VERDICT = "passed"

import functools

import numpy as np


def loud(function):
    @functools.wraps(function)
    def inner(*args):
        return function(*args)

    return inner


@loud
def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
