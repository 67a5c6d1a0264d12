"""All three functions on weights in many groups of different sizes."""

import numpy as np

from grader.lab import Call, call

SIZES = (20_000,)
SCALING = (2_500, 5_000, 10_000, 20_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    w = rng.random(size) * 2 - 1
    groups = rng.integers(0, max(1, size // 10), size)
    t = float(rng.uniform(0.4, 0.6))
    return [
        call("group_lasso", w, groups),
        call("group_lasso_grad", w, groups),
        call("prox_group_lasso", w, t, groups),
    ]
