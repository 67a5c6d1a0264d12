"""Seeds random numbers and compares derivatives with finite differences, for itself."""

import random

import numpy as np

random.seed(0)
np.random.seed(0)
rng = np.random.default_rng(42)


def slope(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


def styled(function):
    x = rng.normal()
    assert abs(slope(np.square, x) - 2 * x) < 1e-4
    return function
