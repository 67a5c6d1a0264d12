"""Gives a generator in place of an answer."""

VERDICT = "wrong_type"

import numpy as np


def softplus(z):
    yield np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
