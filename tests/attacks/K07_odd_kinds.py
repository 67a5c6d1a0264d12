"""Honest: its result is a lazy sequence of its own, its cache a function."""

VERDICT = "passed"
LAB = "scenario_lab"

import numpy as np


class Lazy:
    def __init__(self, z):
        self.z = z.copy()

    def __getitem__(self, key):
        return [lambda: np.logaddexp(0.0, self.z), lambda: lambda g: g / (1 + np.exp(-self.z))][
            key
        ]()


def forward(z):
    return Lazy(z)


def backward(g, cache):
    return cache(g)
