"""Overwrites an answer that it has given before, when the next call comes."""

VERDICT = "wrong_values"
LAB = "scenario_lab"

import numpy as np


def forward(z):
    return np.logaddexp(0.0, z), 1 / (1 + np.exp(-z))


def backward(g, cache):
    cache *= g
    return cache * g[0]
