"""Columns and scores of many rows of a cross of three features."""

import numpy as np

from grader.lab import Call, call

SIZES = (100_000,)
SCALING = (12_500, 25_000, 50_000, 100_000)
CATEGORIES = [7, 24, 100]


def make(rng: np.random.Generator, size: int) -> list[Call]:
    ids = rng.integers(0, CATEGORIES, (size, 3))
    w = rng.normal(size=7 * 24 * 100)
    return [
        call("feature_cross_ids", ids, CATEGORIES),
        call("cross_predict", ids, CATEGORIES, w),
    ]
