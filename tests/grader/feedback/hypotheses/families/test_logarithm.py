from __future__ import annotations

import math

import pytest

from grader.feedback.hypotheses.families.logarithm import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import Y, Z, fitting, observation, sigmoid_ce


@pytest.mark.parametrize(
    ("factor", "name"),
    [
        (1 / math.log(2), "base_two"),
        (1 / math.log(10), "base_ten"),
        (math.log(2), "natural_for_base_two"),
    ],
)
def test_other_base_is_found(factor: float, name: str) -> None:
    case = observation("sigmoid_ce", factor * sigmoid_ce(Z, Y), Z, Y)
    assert fitting(HYPOTHESES, case) == {name}


def test_other_factors_are_no_base() -> None:
    assert fitting(HYPOTHESES, observation("sigmoid_ce", 0.7 * sigmoid_ce(Z, Y), Z, Y)) == set()
