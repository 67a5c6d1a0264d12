"""Loss and gradient of a batch with 100 candidates out of 5,000 classes."""

import numpy as np

from grader import reference
from grader.lab import Call, Scenario, call, result, steps

SIZES = (64,)
SCALING = (16, 32, 64, 128)


def make(rng: np.random.Generator, size: int) -> list[Call | Scenario]:
    """Of the gradient only that by x is judged here: the rows may come in any order."""
    count, d = 5_000, 32
    w, b, x = rng.normal(size=(count, d)), rng.normal(size=count), rng.normal(size=(size, d))
    y, s = (reference.log_uniform_sample(rng.random(n), count) for n in (size, 100))
    qt, qs = (100 * reference.log_uniform_prob(k, count) for k in (y, s))
    batch = (w, b, x, y, s, qt, qs)
    return [
        call("sampled_softmax_loss", *batch),
        steps(call("sampled_softmax_loss_grad", *batch), judged=result(0)[0]),
    ]
