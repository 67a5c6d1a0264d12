"""Scores of which one in five or so is tied."""

import numpy as np

from grader.lab import Call, call

SIZES = (8_000,)
SCALING = (1_000, 2_000, 4_000, 8_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    scores = rng.random(size).round(5)
    return [call("roc_auc", (rng.random(size) < scores).astype(int), scores)]
