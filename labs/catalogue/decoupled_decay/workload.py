"""Three steps of each optimizer, each with the state of the step before."""

from typing import Any

import numpy as np

from grader.lab import Call, call, result, steps

SIZES = (30_000,)
SCALING = (10_000, 20_000, 40_000)
STEPS = 3


def make(rng: np.random.Generator, size: int) -> list[Call]:
    return [_run("adamw", rng, size), _run("lion", rng, size)]


def _run(name: str, rng: np.random.Generator, size: int) -> Call:
    w: Any = rng.random(size) - 0.5
    state, calls = None, []
    for k in range(STEPS):
        g = rng.random(size) - 0.5
        calls.append(call(name, w, g, state, lr=0.01, weight_decay=0.1))
        w, state = result(k)[0], result(k)[1]
    return steps(*calls, judged=[result(k)[0] for k in range(STEPS)])
