"""Three steps of Adam and of momentum, each with the state of the step before."""

from typing import Any

import numpy as np

from grader.lab import Call, call, result, steps

SIZES = (30_000,)
SCALING = (10_000, 20_000, 40_000)
STEPS = 3


def make(rng: np.random.Generator, size: int) -> list[Call]:
    return [_run("adam", rng, size), _run("momentum", rng, size)]


def _run(name: str, rng: np.random.Generator, size: int) -> Call:
    w: Any = rng.random(size) - 0.5
    state, calls = None, []
    for k in range(STEPS):
        calls.append(call("optimizer_step", name, w, rng.random(size) - 0.5, state, lr=0.01))
        w, state = result(k)[0], result(k)[1]
    return steps(*calls, judged=[result(k)[0] for k in range(STEPS)])
