"""A constant factor: 2 or ½, 4 or ¼, n / (n - 1)."""

from __future__ import annotations

from typing import Any

from grader.feedback.hypotheses.base import OPTION, Predict, predicting
from grader.feedback.observations.equal_values import map_numbers
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.messages import message

_COUNTED = {"rows": message("rows"), "entries": message("entries")}
_LEAST_COUNT = 3
"""With n = 2 the factor n / (n - 1) is 2, which is another mistake."""


def _scaled(factor: float) -> Predict:
    def predict(observation: Observation) -> Any:
        return map_numbers(observation.expected, lambda value: factor * value)

    return predict


def _less_one(counted: str, power: int) -> Predict:
    """Times n / (n - 1), or with a ``power`` of -1 the inverse."""

    def predict(observation: Observation) -> Any:
        count = observation.counts().get(counted)
        if not count or count < _LEAST_COUNT:
            raise NotApplicable
        if "reduction" in observation.options and observation.reduction != "mean":
            raise NotApplicable
        return map_numbers(
            observation.expected, lambda value: value * (count / (count - 1)) ** power
        )

    return predict


HYPOTHESES = (
    predicting(
        "doubled",
        message("Every value is twice the expected one: a factor 2 too many, or a missing ½."),
        _scaled(2.0),
    ),
    predicting(
        "halved",
        message("Every value is half the expected one: a ½ too many, or a missing factor 2."),
        _scaled(0.5),
    ),
    predicting(
        "four_times",
        message("Every value is 4 times the expected one: a factor 2 that is squared, or two."),
        _scaled(4.0),
        OPTION,
    ),
    predicting(
        "a_quarter",
        message("Every value is a quarter of the expected one: a ½ that occurs twice."),
        _scaled(0.25),
        OPTION,
    ),
    predicting(
        "doubled_and_negated",
        message("Every value is -2 times the expected one: a factor, and the sign."),
        _scaled(-2.0),
        OPTION,
    ),
    predicting(
        "halved_and_negated",
        message("Every value is minus half the expected one: a factor, and the sign."),
        _scaled(-0.5),
        OPTION,
    ),
    *(
        predicting(
            "divided_by_one_less",
            message(
                "Every value is n / (n - 1) times the expected one, for n {counted}: the divisor "
                "is n - 1 and should be n.",
                counted=word,
            ),
            _less_one(counted, 1),
        )
        for counted, word in _COUNTED.items()
    ),
    *(
        predicting(
            "divided_by_one_more",
            message(
                "Every value is (n - 1) / n times the expected one, for n {counted}: the divisor "
                "is n and should be n - 1.",
                counted=word,
            ),
            _less_one(counted, -1),
        )
        for counted, word in _COUNTED.items()
    ),
)
