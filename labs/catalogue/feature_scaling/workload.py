"""A table of training examples and another one, scaled in two ways."""

import numpy as np

from grader.lab import Call, call, result, steps

SIZES = (3000,)
SCALING = (750, 1500, 3000, 6000)
FEATURES = 20


def make(rng: np.random.Generator, size: int) -> list[Call]:
    train, other = rng.random((2, size, FEATURES)) * 9
    return [
        steps(call("fit_scaler", train, kind), call("transform", result(0), other))
        for kind in ("zscore", "linear")
    ]
