"""Logarithms to another base."""

from __future__ import annotations

import math
from typing import Any

from grader.feedback.hypotheses.base import Predict, predicting
from grader.feedback.observations.equal_values import map_numbers
from grader.feedback.observations.observation import Observation
from grader.messages import message


def _divided_by(divisor: float) -> Predict:
    def predict(observation: Observation) -> Any:
        return map_numbers(observation.expected, lambda value: value / divisor)

    return predict


HYPOTHESES = (
    predicting(
        "base_two",
        message(
            "Every value is the expected one divided by ln 2: log2 instead of the natural "
            "logarithm."
        ),
        _divided_by(math.log(2)),
    ),
    predicting(
        "base_ten",
        message(
            "Every value is the expected one divided by ln 10: log10 instead of the natural "
            "logarithm."
        ),
        _divided_by(math.log(10)),
    ),
    predicting(
        "natural_for_base_two",
        message(
            "Every value is ln 2 times the expected one: the natural logarithm instead of log2."
        ),
        _divided_by(1 / math.log(2)),
    ),
)
