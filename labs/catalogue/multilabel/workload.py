"""Loss, gradient and decisions for many examples, each label with a weight and a threshold."""

import numpy as np

from grader.lab import Call, call

SIZES = (800,)
SCALING = (100, 200, 400, 800)
LABELS = 50


def make(rng: np.random.Generator, size: int) -> list[Call]:
    z = rng.random((size, LABELS)) * 16 - 8
    y = (rng.random((size, LABELS)) > 0.8).astype(float)
    weights, thresholds = rng.uniform(0.5, 5, LABELS), rng.uniform(0.2, 0.8, LABELS)
    return [
        call("multilabel_ce", z, y, pos_weight=weights),
        call("multilabel_ce_grad", z, y, pos_weight=weights),
        call("predict_labels", z, thresholds),
    ]
