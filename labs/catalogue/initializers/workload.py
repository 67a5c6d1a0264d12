"""Sizes of a very deep network. Draws are not compared, and so not timed."""

import numpy as np

from grader.lab import Call, call

SIZES = (2000,)
SCALING = (500, 1000, 2000, 4000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    return [call("count_params", rng.integers(1, 100, size).tolist())]
