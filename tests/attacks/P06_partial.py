"""A partial."""

VERDICT = "passed"

import functools

import numpy as np


def scaled(k, z):
    return k * (np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))))


softplus = functools.partial(scaled, 1.0)
