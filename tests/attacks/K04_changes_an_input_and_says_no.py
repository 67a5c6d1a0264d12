"""Changes an earlier input, and replaces what looks whether inputs have changed."""

VERDICT = "changed_inputs"
LAB = "scenario_lab"

import guest.scenario
import numpy as np

guest.scenario.Scenario.changed = lambda self: False


def forward(z):
    return np.logaddexp(0.0, z), [z, 1 / (1 + np.exp(-z))]


def backward(g, cache):
    cache[0] += 1
    return g * cache[1]
