"""The gradient is a product."""

import numpy as np


def forward(z):
    return np.logaddexp(0.0, z), 1 / (1 + np.exp(-z))


def backward(g, cache):
    return g + cache
