"""Many logits of moderate size, and as many probabilities."""

import numpy as np

from grader.lab import Call, call

SIZES = (50_000,)
SCALING = (10_000, 20_000, 40_000, 80_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    x, p = rng.random(size) * 16 - 8, rng.random(size)
    return [call("sigmoid", x), call("sigmoid_grad", x), call("logit", p)]
