"""Scores with ties, and thresholds between them."""

import numpy as np

from grader.lab import Call, call

SIZES = (8_000,)
SCALING = (2_000, 4_000, 8_000, 16_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    scores = rng.random(size).round(4)
    labels = (rng.random(size) < scores).astype(int)
    return [call("confusions", labels, scores, rng.random(100))]
