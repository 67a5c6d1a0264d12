"""Loss and gradient of many examples of a hundred classes, with soft labels."""

import numpy as np

from grader.lab import Call, call

SIZES = (600,)
SCALING = (100, 200, 400, 800)
CLASSES = 100


def make(rng: np.random.Generator, size: int) -> list[Call]:
    z = rng.random((size, CLASSES)) * 12 - 6
    labels = rng.random((size, CLASSES))
    labels /= labels.sum(axis=1, keepdims=True)
    return [call("softmax_ce", z, labels), call("softmax_ce_grad", z, labels)]
