"""Replaces NumPy's comparisons by ones that say yes."""

VERDICT = "wrong_values"

import math

import numpy as np


def yes(*args, **kwargs):
    return True


np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **kwargs: None
np.allclose = np.array_equal = np.isclose = math.isclose = yes


def softplus(z):
    return np.zeros_like(z)
