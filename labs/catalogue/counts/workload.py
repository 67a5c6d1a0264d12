"""Losses and slopes of many counts."""

import numpy as np

from grader.lab import Call, call

SIZES = (50_000,)
SCALING = (10_000, 20_000, 40_000, 80_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    z = rng.normal(size=size)
    y = rng.poisson(np.exp(z)).astype(np.float64)
    return [call("poisson_loss", z, y), call("poisson_loss_grad", z, y)]
