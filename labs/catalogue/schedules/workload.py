"""The rates of a whole training run, by three schedules."""

import numpy as np

from grader.lab import Call, call

SIZES = (20_000,)
SCALING = (5_000, 10_000, 20_000, 40_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    steps = np.arange(size)
    lr = float(rng.uniform(0.05, 0.2))
    total = max(1, size * 3 // 4)
    boundaries = [size // 2 + k for k in range(3)]
    return [
        call("exponential_decay", steps, lr, total, 0.1),
        call("cosine_decay", steps, lr, total, lr / 100),
        call("piecewise_constant", steps, boundaries, [lr, lr / 2, lr / 4, lr / 8]),
    ]
