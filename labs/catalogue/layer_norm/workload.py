"""The way there and back for a batch."""

import numpy as np

from grader.lab import Call, call, result, steps

SIZES = (400,)
SCALING = (200, 400, 800)
UNITS = 64


def make(rng: np.random.Generator, size: int) -> list[Call]:
    x, dy = rng.random((size, UNITS)) * 4 - 1, rng.random((size, UNITS)) - 0.5
    gamma, beta = rng.random(UNITS) + 0.5, rng.random(UNITS)
    return [
        steps(
            call("layer_norm", x, gamma, beta),
            call("layer_norm_backward", dy, result(0)[1]),
            judged=[result(0)[0], result(1)],
        )
    ]
