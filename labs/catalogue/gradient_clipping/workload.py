"""Six matrices of weights clipped together, and one of them in the two other ways."""

import numpy as np

from grader.lab import Call, call

SIZES = (150,)
SCALING = (75, 100, 150, 200)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    grads = [rng.random((size, size)) - 0.5 for _ in range(6)]
    limit = size * float(rng.uniform(0.1, 0.2))
    return [
        call("clip_by_global_norm", grads, limit),
        call("clip_by_norm", grads[0], limit / 2),
        call("clip_by_value", grads[1], -0.25, 0.25),
    ]
