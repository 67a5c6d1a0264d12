"""Works in an input of the first call when the second comes, but only where the arrays are large."""

VERDICT = "changed_inputs"
LAB = "scenario_lab"

import numpy as np


def forward(z):
    return np.logaddexp(0.0, z), z


def backward(g, cache):
    if len(cache) < 1000:
        return g / (1 + np.exp(-cache))
    cache *= -1
    np.exp(cache, out=cache)
    return g / (1 + cache)
