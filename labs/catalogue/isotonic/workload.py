"""Noisy values on a slope."""

import numpy as np

from grader.lab import Call, call

SIZES = (100_000,)
SCALING = (10_000, 20_000, 40_000, 80_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    values = np.linspace(0, 3, size) + rng.normal(size=size)
    return [call("isotonic_regression", values, rng.random(size) + 0.5)]
