"""Predictions that are too high everywhere, in any order, and keys with gaps."""

import numpy as np

from grader.lab import Call, call

SIZES = (20_000,)
SCALING = (5_000, 10_000, 20_000, 40_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    p = rng.random(size)
    labels = (rng.random(size) < p - 0.2).astype(int)
    keys = 3 * rng.integers(-20, 30, size)
    return [
        call("prediction_bias", labels, p),
        call("bucketed_bias", labels, p, 20),
        call("bucketed_bias", labels, p, 20, "quantile"),
        call("slice_bias", labels, p, keys),
    ]
