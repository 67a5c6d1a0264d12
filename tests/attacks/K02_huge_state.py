"""Keeps a state that is larger than all memory it may have."""

VERDICT = ("memory_limit", "time_limit")  # so much memory may take long to get
LAB = "scenario_lab"

import numpy as np


def forward(z):
    return np.logaddexp(0.0, z), [np.ones(1 << 24) for _ in range(9)]


def backward(g, cache):
    return g
