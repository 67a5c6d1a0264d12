"""Inclusive for exclusive: right everywhere but at the threshold itself."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import INPUT, Predict, predicting
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.messages import message

NUDGE = 1e-12
"""Relative; far above float64's rounding, 2e-16, and far below what an answer shows."""


def _nudged(factor: float) -> Predict:
    """The reference with every single number a hair larger or smaller."""

    def predict(observation: Observation) -> Any:
        changed = {name: value * factor for name, value in observation.scalars()}
        if not changed:
            raise NotApplicable
        return observation.recompute(changed)

    return predict


def _at_zero(sign: float) -> Predict:
    """Zeros taken as the smallest positive or negative numbers: the slope at a kink."""

    def predict(observation: Observation) -> Any:
        name, value = observation.first_array()
        if not np.any(value == 0):
            raise NotApplicable
        value = value if value.dtype.kind == "f" else value.astype(float)
        tiny = np.finfo(value.dtype).tiny
        return observation.recompute({name: np.where(value == 0, sign * tiny, value)})

    return predict


HYPOTHESES = (
    predicting(
        "kept_at_the_threshold",
        message("All is right but entries exactly at the threshold: < and <= are mixed up."),
        _nudged(1 - NUDGE),
        INPUT,
    ),
    predicting(
        "dropped_at_the_threshold",
        message("All is right but entries exactly at the threshold: > and >= are mixed up."),
        _nudged(1 + NUDGE),
        INPUT,
    ),
    predicting(
        "zero_counts_as_positive",
        message("All is right but entries of exactly 0, which are treated as positive."),
        _at_zero(1.0),
        INPUT,
    ),
    predicting(
        "zero_counts_as_negative",
        message("All is right but entries of exactly 0, which are treated as negative."),
        _at_zero(-1.0),
        INPUT,
    ),
)
