"""Keeps a state that grows from call to call, and is never sent."""

VERDICT = ("memory_limit", "time_limit")  # so much memory may take long to get
LAB = "scenario_lab"

import numpy as np


class Cache(list):
    def __len__(self):
        return 0


def forward(z):
    return np.logaddexp(0.0, z), Cache([z])


def backward(g, cache):
    cache += [np.ones(9 << 20) for _ in range(3)]
    return g / (1 + np.exp(-cache[0]))
