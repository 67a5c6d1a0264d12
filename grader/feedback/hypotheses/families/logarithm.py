"""Logarithms to another base."""

import math

from grader.feedback.hypotheses.base import predicting
from grader.feedback.observations.equal_values import map_numbers


def _divided(by):
    return lambda seen: map_numbers(seen.expected, lambda value: value / by)


HYPOTHESES = (
    predicting(
        "base_two",
        "Every value is ours divided by ln 2: log2 in place of the natural logarithm.",
        _divided(math.log(2)),
    ),
    predicting(
        "base_ten",
        "Every value is ours divided by ln 10: log10 in place of the natural logarithm.",
        _divided(math.log(10)),
    ),
    predicting(
        "natural_for_base_two",
        "Every value is ours times ln 2: the natural logarithm in place of log2.",
        _divided(1 / math.log(2)),
    ),
)
