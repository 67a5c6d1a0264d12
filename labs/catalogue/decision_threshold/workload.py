"""Scores that all differ, in any order."""

import numpy as np

from grader.lab import Call, call

SIZES = (10_000,)
SCALING = (1_000, 2_000, 4_000, 8_000)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    size = max(size, 2)  # the smallest call has an example of each class
    scores = (rng.permutation(size) + rng.random()) / size
    labels = (rng.random(size) < scores).astype(int)
    labels[:2] = 0, 1
    c_fp, c_fn = (float(cost) for cost in rng.uniform((0.5, 2), (0.8, 3)))
    return [
        call("best_threshold", labels, scores, c_fp, c_fn),
        call("threshold_at_fpr", labels, scores, 0.1),
    ]
