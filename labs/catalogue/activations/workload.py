"""Three activations and their slopes on one long vector."""

import numpy as np

from grader.lab import Call, call

SIZES = (30_000,)
SCALING = (10_000, 20_000, 40_000, 80_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    x = rng.random(size) * 8 - 4
    alpha = float(rng.uniform(0.1, 0.4))
    return [
        call(function, x, name, value)
        for name, value in (("elu", None), ("softplus", None), ("leaky", alpha))
        for function in ("activation", "activation_grad")
    ]
