"""A stream of examples with thirty of 100,000 features, and a step of a small dense model."""

import numpy as np

from grader.lab import Call, call

SIZES = (20_000,)
SCALING = (2_500, 5_000, 10_000, 20_000)
MODEL, ACTIVE = 5, 30


def make(rng: np.random.Generator, size: int) -> list[Call]:
    rates = {"lr": 0.1, "l1": float(rng.uniform(0.4, 0.6)), "l2": 0.01, "beta": 1.0}
    dense = [rng.normal(size=size) for _ in range(3)]
    calls = [call("ftrl_step", dense[0], dense[1], rng.random(size), dense[2], **rates)]
    w, z = (rng.normal(size=MODEL * size) for _ in range(2))
    n = rng.random(MODEL * size)
    for _ in range(5):
        idx = rng.choice(MODEL * size, min(ACTIVE, size), replace=False)
        calls.append(call("ftrl_step_sparse", w, z, n, idx, rng.normal(size=len(idx)), **rates))
    return calls
