from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hypotheses.families.factor import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import (
    REDUCTIONS,
    W,
    Y,
    Z,
    fitting,
    observation,
    sentences,
    sigmoid_ce,
)


@pytest.mark.parametrize(
    ("factor", "name"),
    [
        (2.0, "doubled"),
        (0.5, "halved"),
        (4.0, "four_times"),
        (0.25, "a_quarter"),
        (-2.0, "doubled_and_negated"),
        (-0.5, "halved_and_negated"),
    ],
)
def test_factor_is_found(factor: float, name: str) -> None:
    assert name in fitting(HYPOTHESES, observation("squares", factor * Z**2, Z))


def test_other_factors_are_not_named() -> None:
    assert fitting(HYPOTHESES, observation("squares", 1.37 * Z**2, Z)) == set()


def test_division_by_one_less_names_what_is_counted() -> None:
    found = sentences(HYPOTHESES, observation("squares", Z**2 * 4 / 3, Z))
    assert found == {
        "Every value is n / (n - 1) times the expected one, for n entries: the divisor is n - 1 "
        "and should be n."
    }


def test_division_by_one_more() -> None:
    scores = np.vstack([W, W])
    case = observation("row_sums", scores.sum(axis=1) * 3 / 4, scores)
    assert fitting(HYPOTHESES, case) == {"divided_by_one_more"}


def test_sums_are_divided_by_nothing() -> None:
    got = sigmoid_ce(Z, Y, "sum") * 4 / 3
    case = observation("sigmoid_ce", got, Z, Y, options=REDUCTIONS, reduction="sum")
    assert fitting(HYPOTHESES, case) == set()


def test_mean_over_one_less() -> None:
    got = sigmoid_ce(Z, Y, "sum") / 3
    case = observation("sigmoid_ce", got, Z, Y, options=REDUCTIONS, reduction="mean")
    assert fitting(HYPOTHESES, case) == {"divided_by_one_less"}
