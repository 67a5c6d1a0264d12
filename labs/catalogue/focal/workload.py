"""Loss and gradient of many entries, one label in ten a 1."""

import numpy as np

from grader.lab import Call, call

SIZES = (50_000,)
SCALING = (10_000, 20_000, 40_000, 80_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    z, y = rng.normal(size=size) * 3, (rng.random(size) < 0.1).astype(np.int64)
    return [
        call("focal_loss", z, y, 2.0, 0.25),
        call("focal_loss_grad", z, y, 2.0, 0.25),
    ]
