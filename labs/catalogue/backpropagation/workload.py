"""The way there and back of a batch; all gradients are judged, and so have to be computed."""

import numpy as np

from grader.lab import Scenario, call, result, steps

SIZES = (800,)
SCALING = (200, 400, 800, 1600)
UNITS = 48


def make(rng: np.random.Generator, size: int) -> list[Scenario]:
    params = [
        (rng.uniform(-0.3, 0.3, (UNITS, UNITS)), rng.uniform(-0.1, 0.1, UNITS)),
        (rng.uniform(-0.3, 0.3, (UNITS, 1)), rng.uniform(-0.1, 0.1, 1)),
    ]
    X, dout = rng.random((size, UNITS)) * 2 - 1, rng.random((size, 1)) - 0.5
    return [steps(call("mlp_forward", X, params), call("mlp_backward", result(0)[1], dout, params))]
