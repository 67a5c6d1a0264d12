"""A deep chain of layers of equal width."""

import numpy as np

from grader.lab import Call, call

SIZES = (20,)
SCALING = (5, 10, 20, 40)
UNITS = 64


def make(rng: np.random.Generator, size: int) -> list[Call]:
    Ws = [rng.uniform(-0.2, 0.2, (UNITS, UNITS)) for _ in range(size)]
    bs = [rng.uniform(-1, 1, UNITS) for _ in range(size)]
    return [call("collapse_linear", Ws, bs)]
