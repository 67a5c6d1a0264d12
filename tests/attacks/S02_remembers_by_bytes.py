"""Remembers its answers by all bytes of the input: honest, and of no use."""

VERDICT = "passed"
RATIO = 0.6

import functools

import numpy as np


@functools.lru_cache
def remembered(data, shape):
    z = np.frombuffer(data).reshape(shape)
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def softplus(z):
    return remembered(z.tobytes(), z.shape)
