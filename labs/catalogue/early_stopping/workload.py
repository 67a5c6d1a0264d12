"""A long series that finds new lows to the end."""

import numpy as np

from grader.lab import Call, call

SIZES = (10_000,)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    losses = np.linspace(2, 1, size) + 0.01 * rng.random(size)
    return [call("early_stopping", losses, size)]
