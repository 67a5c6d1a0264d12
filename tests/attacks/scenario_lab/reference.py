import numpy as np


def forward(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))), z


def backward(g, cache):
    return g / (1 + np.exp(-cache))
