"""Loss and gradient of many entries, half of the labels soft."""

import numpy as np

from grader.lab import Call, call

SIZES = (50_000,)
SCALING = (10_000, 20_000, 40_000, 80_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    y, p = rng.random(size), rng.random(size)
    y[: size // 2] = y[: size // 2] > 0.5
    return [
        call("log_loss", y, p, eps=1e-12, reduction="none"),
        call("log_loss_grad", y, p, eps=1e-12, reduction="none"),
    ]
