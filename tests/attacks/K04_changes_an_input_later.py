"""Keeps the input in its cache and works in it when the next call comes."""

VERDICT = "changed_inputs"
LAB = "scenario_lab"

import numpy as np


def forward(z):
    return np.logaddexp(0.0, z), [z]


def backward(g, cache):
    z, *earlier = cache
    slope = earlier[0] if earlier else 1 / (1 + np.exp(-z))
    cache[1:] = [slope]
    z += 1
    return g * slope
