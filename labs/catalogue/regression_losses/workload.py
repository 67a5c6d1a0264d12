"""The Huber loss with its slopes and the mean squared error of many entries."""

import numpy as np

from grader.lab import Call, call

SIZES = (60_000,)
SCALING = (10_000, 20_000, 40_000, 80_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    labels = rng.random(size) * 10
    predictions = labels + rng.random(size) * 6 - 3
    delta = float(rng.uniform(0.8, 1.2))
    return [
        call("huber", labels, predictions, delta),
        call("huber_grad", labels, predictions, delta),
        call("mse", labels, predictions),
    ]
