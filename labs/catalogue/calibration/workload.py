"""An overconfident model of ten classes, scores of two, and predictions."""

import numpy as np

from grader.lab import Call, call

SIZES = (2_000,)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    z = rng.normal(size=(size, 10))
    y = (z + rng.gumbel(size=z.shape)).argmax(axis=1)
    s = rng.normal(size=2 * size)
    b = (s + rng.logistic(size=2 * size) > 0.5).astype(int)
    p = rng.random(10 * size)
    return [
        call("temperature_scaling", 3 * z, y),
        call("platt_scaling", b, s),
        call("expected_calibration_error", (rng.random(p.size) < p).astype(int), p),
    ]
