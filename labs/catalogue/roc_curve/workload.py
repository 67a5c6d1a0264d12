"""Scores of which most are tied with another one."""

import numpy as np

from grader.lab import Call, call

SIZES = (20_000,)
SCALING = (1_000, 2_000, 4_000, 8_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    scores = rng.random(size).round(4)
    return [call("roc_curve", (rng.random(size) < scores).astype(int), scores)]
