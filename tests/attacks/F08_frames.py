"""Walks the frames above it for an array with the right answer."""

VERDICT = "wrong_values"
PARTS = ("honest",)

import sys


def softplus(z):
    right = honest(z)
    frame = sys._getframe().f_back
    while frame is not None:
        for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
            if (
                isinstance(value, np.ndarray)
                and value.shape == right.shape
                and np.allclose(value, right)
            ):
                return value
        frame = frame.f_back
    return np.zeros_like(z)
