"""The three operators that have a threshold, on one long vector."""

import numpy as np

from grader.lab import Call, call

SIZES = (80_000,)
SCALING = (10_000, 20_000, 40_000, 80_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    t, l1, l2 = (float(rate) for rate in rng.uniform(0.1, 0.4, 3))
    v = rng.random(size) * 2 - 1
    return [
        call("prox", v, t, "l1"),
        call("prox", v, t / 4, "l0"),
        call("prox", v, (l1, l2), "elastic"),
    ]
