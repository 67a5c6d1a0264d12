"""The input cut to a range before anything is computed."""

import numpy as np

from grader.feedback.hypotheses.base import INPUT, predicting
from grader.feedback.observations.observation import NotApplicable

LIMITS = (1.0, 5.0, 10.0, 15.0, 20.0, 30.0, 50.0, 88.0, 100.0, 500.0, 700.0, 709.0)


def _cut(limit):
    def predict(seen):
        name, value = next(seen.arrays(), ("", None))
        if value is None or value.dtype.kind != "f":
            raise NotApplicable
        return seen.again(**{name: np.clip(value, -limit, limit)})

    return predict


HYPOTHESES = tuple(
    predicting(
        "input_cut",
        f"Beyond {limit:g} the answers no longer change as they should: the input, or what comes "
        "of it, is cut there.",
        _cut(limit),
        INPUT,
    )
    for limit in LIMITS
)
