"""A batch through two hidden layers; the cache is not judged."""

import itertools

import numpy as np

from grader.lab import Scenario, call, result, steps

SIZES = (1200,)
SCALING = (300, 600, 1200, 2400)
UNITS = (32, 32, 32, 10)


def make(rng: np.random.Generator, size: int) -> list[Scenario]:
    params = [
        (rng.uniform(-0.3, 0.3, (before, after)), rng.uniform(-0.1, 0.1, after))
        for before, after in itertools.pairwise(UNITS)
    ]
    X = rng.random((size, UNITS[0])) * 2 - 1
    return [steps(call("mlp_forward", X, params), judged=result(0)[0])]
