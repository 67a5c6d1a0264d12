"""Inclusive for exclusive: right everywhere but at the threshold itself."""

import numpy as np

from grader.feedback.hypotheses.base import INPUT, predicting
from grader.feedback.observations.observation import NotApplicable

NUDGE = 1e-12


def _nudged(factor):
    """The reference with every single number a hair larger or smaller."""

    def predict(seen):
        changed = {name: value * factor for name, value in seen.numbers()}
        if not changed:
            raise NotApplicable
        return seen.again(**changed)

    return predict


def _at_zero(value_at_zero):
    """The sign of zero taken as one: the slope at a kink."""

    def predict(seen):
        name, value = next(seen.arrays(), (None, None))
        if name is None or not np.any(value == 0):
            raise NotApplicable
        value = value if value.dtype.kind == "f" else value.astype(float)
        tiny = np.finfo(value.dtype).tiny
        return seen.again(**{name: np.where(value == 0, value_at_zero * tiny, value)})

    return predict


HYPOTHESES = (
    predicting(
        "kept_at_the_threshold",
        "All is right but where an entry stands exactly at the threshold: < and <= are exchanged.",
        _nudged(1 - NUDGE),
        INPUT,
    ),
    predicting(
        "dropped_at_the_threshold",
        "All is right but where an entry stands exactly at the threshold: > and >= are exchanged.",
        _nudged(1 + NUDGE),
        INPUT,
    ),
    predicting(
        "zero_counts_as_positive",
        "All is right but at entries of exactly 0, which are treated as positive.",
        _at_zero(1.0),
        INPUT,
    ),
    predicting(
        "zero_counts_as_negative",
        "All is right but at entries of exactly 0, which are treated as negative.",
        _at_zero(-1.0),
        INPUT,
    ),
)
