"""The L1 ball and the simplex, on long vectors of which some hundred entries stay."""

import numpy as np

from grader.lab import Call, call

SIZES = (20_000,)
SCALING = (2_500, 5_000, 10_000, 20_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    v = rng.normal(size=size)
    radius = float(rng.uniform(0.03, 0.04)) * size
    return [
        call("project_l1_ball", v, radius),
        call("project_simplex", rng.normal(size=size), radius / 2),
    ]
