"""Fills memory to the limit, for the warm parent to die of it."""

VERDICT = (
    "memory_limit",
    "time_limit",
)  # fetching pages takes time: a busy host may let the limit on time come first
RUNS = 2

import numpy as np


def softplus(z):
    held = []
    while True:
        held.append(np.ones(1_000_000))
