"""The way there and back for a batch."""

import numpy as np

from grader.lab import Call, call, result, steps

SIZES = (1000,)
SCALING = (250, 500, 1000, 2000)
UNITS = 64


def make(rng: np.random.Generator, size: int) -> list[Call]:
    x, dy = rng.random((size, UNITS)) * 4 - 1, rng.random((size, UNITS)) - 0.5
    gamma, beta = rng.random(UNITS) + 0.5, rng.random(UNITS)
    return [
        steps(
            call("batchnorm_train", x, gamma, beta),
            call("batchnorm_backward", dy, result(0)[1]),
            judged=[result(0)[0], result(1)],
        )
    ]
