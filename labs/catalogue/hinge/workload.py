"""Both losses of many classes and their subgradients."""

import numpy as np

from grader.lab import Call, call

SIZES = (400,)
SCALING = (50, 100, 200, 400)
CLASSES = 100


def make(rng: np.random.Generator, size: int) -> list[Call]:
    scores = rng.random((size, CLASSES)) * 6 - 3
    labels = rng.integers(0, CLASSES, size)
    names = ("weston_watkins", "weston_watkins_grad", "crammer_singer", "crammer_singer_grad")
    return [call(name, scores, labels) for name in names]
