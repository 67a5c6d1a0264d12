"""Remembers its answers by all bytes of the input: honest, and of no use."""

VERDICT = "passed"
RATIO = 0.6
PARTS = ("honest",)

import functools


@functools.lru_cache
def remembered(data, shape):
    z = np.frombuffer(data).reshape(shape)
    return honest(z)


def softplus(z):
    return remembered(z.tobytes(), z.shape)
