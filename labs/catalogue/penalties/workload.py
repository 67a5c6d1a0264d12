"""Value and gradient of the elastic penalty over four square matrices."""

import numpy as np

from grader.lab import Call, call

SIZES = (200,)
SCALING = (100, 150, 200, 300)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    l1, l2 = (float(rate) for rate in rng.uniform(0.001, 0.1, 2))
    weights = [rng.random((size, size)) - 0.5 for _ in range(4)]
    return [
        call("penalty", weights, "elastic", l1=l1, l2=l2),
        call("penalty_grad", weights, "elastic", l1=l1, l2=l2),
    ]
