"""Rare positives, and scores of which some are tied."""

import numpy as np

from grader.lab import Call, call

SIZES = (10_000,)
SCALING = (1_000, 2_000, 4_000, 8_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    scores = rng.random(size).round(4)
    labels = (rng.random(size) < 0.2 * scores).astype(int)
    return [call("pr_curve", labels, scores), call("average_precision", labels, scores)]
