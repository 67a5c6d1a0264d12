"""Votes between twenty classes, and twenty scores, for many rows."""

import numpy as np

from grader.lab import Call, call

SIZES = (1500,)
SCALING = (200, 400, 800, 1600)
CLASSES = 20


def make(rng: np.random.Generator, size: int) -> list[Call]:
    votes = rng.random((size, CLASSES * (CLASSES - 1) // 2)) > 0.5
    scores = rng.random((size, CLASSES)) * 8 - 4
    return [call("ovo_predict", votes, CLASSES), call("ova_predict", scores)]
