"""The rates of a whole run, one schedule after the other."""

import numpy as np

from grader.lab import Call, call

SIZES = (20_000,)
SCALING = (5_000, 10_000, 20_000, 40_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    steps = np.arange(size) + int(rng.integers(100))
    total = size // 2 + 1
    lr, end = float(rng.uniform(0.1, 0.2)), float(rng.uniform(0.01, 0.02))
    boundaries = [size // 4, size // 2 + 1, size + 50]
    return [
        call("exponential_decay", steps, lr, total, 0.5),
        call("exponential_decay", steps, lr, total, 0.5, True),
        call("inverse_time_decay", steps, lr, total, 0.5),
        call("polynomial_decay", steps, lr, total, end, 1.5),
        call("piecewise_constant", steps, boundaries, [lr, lr / 2, lr / 4, end]),
        call("cosine_decay", steps, lr, total, end),
        call("linear_warmup", steps, lr, total),
    ]
