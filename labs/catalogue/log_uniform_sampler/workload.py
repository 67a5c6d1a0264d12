"""Probabilities, classes and expected counts of many draws."""

import numpy as np

from grader.lab import Call, call

SIZES = (20_000,)
SCALING = (5_000, 10_000, 20_000, 40_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    k, u = rng.integers(0, 50_000, size), rng.random(size)
    p = 0.01 * rng.random(size)
    return [
        call("log_uniform_prob", k, 50_000),
        call("log_uniform_sample", u, 50_000),
        call("expected_count", p, 500, 700),
    ]
