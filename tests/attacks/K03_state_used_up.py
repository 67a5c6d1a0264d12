"""Has a generator for its cache: the second call finds it used up."""

VERDICT = "raised"
LAB = "scenario_lab"

import numpy as np


def forward(z):
    return np.logaddexp(0.0, z), iter([1 / (1 + np.exp(-z))])


def backward(g, cache):
    return g * next(cache)
