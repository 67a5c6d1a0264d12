"""Scores of which most are tied with another one."""

import numpy as np

from grader.lab import Call, call

SIZES = (20_000,)
SCALING = (1_000, 2_000, 4_000, 8_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    size = max(size, 2)
    scores = rng.random(size).round(4)
    labels = (rng.random(size) < scores).astype(int)
    labels[:2] = 0, 1  # both classes, however small the call
    return [call("roc_curve", labels, scores)]
