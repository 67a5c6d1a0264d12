"""A hundred steps on a system with more examples than features."""

import numpy as np

from grader.lab import Call, call

SIZES = (400,)
SCALING = (400, 800, 1_600, 3_200)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    X = rng.normal(size=(size, 50))
    w = np.where(np.arange(50) % 5 == 0, rng.normal(size=50), 0)
    y = X @ w + 0.1 * rng.normal(size=size)
    return [call("fista", X, y, float(rng.uniform(0.05, 0.1)), 100)]
