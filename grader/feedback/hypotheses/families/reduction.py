"""Mean, sum and none mixed up, and means over the wrong number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import INPUT, OPTION, Predict, WriteSentence, predicting
from grader.feedback.observations.equal_values import map_numbers
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.messages import Message, message

_COUNTED = {
    "rows": message("the number of rows"),
    "entries": message("the number of entries"),
    "columns": message("the number of columns"),
    "arrays": message("the number of arrays"),
}


def _times_count(counted: str, power: int) -> Predict:
    def predict(observation: Observation) -> Any:
        count = observation.counts().get(counted)
        if count is None or (count == 0 and observation.passed):
            raise NotApplicable
        return map_numbers(observation.expected, lambda value: value * np.float64(count) ** power)

    return predict


def _with_count(counted: str, write: Callable[[str], Message]) -> WriteSentence:
    """The sentence about a count, with its value where it is the same in all cases."""

    def says(failing: Sequence[Observation]) -> Message:
        counts = {case.counts().get(counted) for case in failing}
        number = _COUNTED[counted]
        if len(counts) > 1:
            return write(number)
        return write(message("{number}, {count}", number=number, count=counts.pop()))

    return says


def _sum_for_mean(number: str) -> Message:
    return message(
        "Every value is the expected one times {number}: a division by that number is missing, as "
        "in a sum instead of a mean.",
        number=number,
    )


def _mean_for_sum(number: str) -> Message:
    return message(
        "Every value is the expected one divided by {number}: a mean instead of a sum, or one "
        "division too many.",
        number=number,
    )


def _wrong_count(used: str, right: str) -> Predict:
    """Divided by one count instead of another."""

    def predict(observation: Observation) -> Any:
        counts = observation.counts()
        if not counts.get(used) or not counts.get(right):
            raise NotApplicable
        if observation.options.get("reduction") and observation.reduction != "mean":
            raise NotApplicable
        ratio = counts[right] / counts[used]
        return map_numbers(observation.expected, lambda value: value * ratio)

    return predict


def _other_reduction(reduction: str) -> Predict:
    def predict(observation: Observation) -> Any:
        if observation.reduction == reduction:
            raise NotApplicable
        if "reduction" not in observation.options:
            raise NotApplicable
        return observation.recompute({"reduction": reduction})

    return predict


def _sum_of_all(observation: Observation) -> Any:
    if not observation.shape():
        raise NotApplicable
    return float(np.sum(observation.expected))


HYPOTHESES = (
    *(
        predicting(
            f"sum_for_mean_{counted}",
            _with_count(counted, _sum_for_mean),
            _times_count(counted, 1),
        )
        for counted in _COUNTED
    ),
    *(
        predicting(
            f"mean_for_sum_{counted}",
            _with_count(counted, _mean_for_sum),
            _times_count(counted, -1),
        )
        for counted in _COUNTED
    ),
    *(
        predicting(
            f"divided_by_{used}",
            message(
                "The mean is divided by {used} instead of {right}.",
                used=_COUNTED[used],
                right=_COUNTED[right],
            ),
            _wrong_count(used, right),
        )
        for used, right in (("columns", "rows"), ("rows", "columns"))
    ),
    *(
        predicting(
            f"multiplied_by_{counted}",
            message(
                "Every value is the expected one times the square of {number}: multiplied instead "
                "of divided.",
                number=_COUNTED[counted],
            ),
            _times_count(counted, 2),
            OPTION,
        )
        for counted in ("rows", "entries")
    ),
    *(
        predicting(
            f"reduced_by_{reduction}",
            message(
                'This is the answer for reduction="{reduction}", whatever the call says.',
                reduction=reduction,
            ),
            _other_reduction(reduction),
            OPTION,
        )
        for reduction in ("none", "mean", "sum")
    ),
    predicting(
        "summed",
        message("The answer is one number, the sum of all values, instead of one for each entry."),
        _sum_of_all,
        INPUT,
    ),
)
