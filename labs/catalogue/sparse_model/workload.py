"""A long vector of weights to compress, and predictions from a few columns of a matrix."""

import numpy as np

from grader.lab import Call, call

SIZES = (8_000,)
SCALING = (1_000, 2_000, 4_000, 8_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    w = np.where(rng.random(100 * size) < 0.02, rng.normal(size=100 * size), 0.0)
    X = np.asfortranarray(rng.normal(size=(size, 200)))
    idx = np.sort(rng.choice(200, 8, replace=False)).astype(np.int32)
    return [
        call("compress", w),
        call("sparse_predict", X, idx, rng.normal(size=8), float(rng.normal())),
    ]
