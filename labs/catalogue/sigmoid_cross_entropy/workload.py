"""Loss and gradient of many entries, half of the labels soft."""

import numpy as np

from grader.lab import Call, call

SIZES = (80_000,)
SCALING = (10_000, 20_000, 40_000, 80_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    z = rng.random(size) * 16 - 8
    y = rng.random(size)
    y[: size // 2] = y[: size // 2] > 0.5
    return [call("sigmoid_ce", z, y), call("sigmoid_ce_grad", z, y)]
