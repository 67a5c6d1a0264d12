"""One step of a large layer, a tenth of whose links are dead."""

import numpy as np

from grader.lab import Call, call

SIZES = (100_000,)
SCALING = (12_500, 25_000, 50_000, 100_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    dead = rng.random(size) < 0.1
    w = np.where(dead, 0.0, rng.normal(size=size))
    return [call("l1_update", w, dead, rng.normal(size=size), 0.1, float(rng.uniform(0.5, 1.5)))]
