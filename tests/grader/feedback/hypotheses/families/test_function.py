from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hypotheses.families.function import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import (
    REDUCTIONS,
    Y,
    Z,
    fitting,
    observation,
    shrink,
    sigmoid_ce,
    sigmoid_ce_grad,
)

LOSS = sigmoid_ce(Z, Y)


@pytest.mark.parametrize(
    ("got", "name"),
    [
        (LOSS**2, "squared"),
        (np.sqrt(LOSS), "root"),
        (1 / LOSS, "inverse"),
        (1 - LOSS, "one_minus"),
        (np.exp(LOSS), "exponential"),
        (np.exp(-LOSS), "probability"),
        (1 - np.exp(-LOSS), "one_minus_probability"),
        (np.log(LOSS), "logarithm"),
        (np.ones(4), "indicator"),
        (sigmoid_ce_grad(Z, Y), "gradient_for_value"),
    ],
)
def test_function_of_the_answer_is_found(got: np.ndarray, name: str) -> None:
    assert fitting(HYPOTHESES, observation("sigmoid_ce", got, Z, Y)) == {name}


def test_nan_for_nan_shows_nothing() -> None:
    case = observation("total", np.nan, np.array([-2.0, 0.7]))
    assert not fitting(HYPOTHESES, case) & {"logarithm", "root"}


def test_value_instead_of_the_gradient() -> None:
    case = observation("sigmoid_ce_grad", LOSS, Z, Y)
    assert fitting(HYPOTHESES, case) == {"value_for_gradient"}


def test_product_instead_of_a_quotient() -> None:
    v = np.array([3.0, 4.0, 0.0])
    halves = v / np.array([2.0, 1.25, 1.0])

    case = observation("squares", v * np.array([2.0, 1.25, 1.0]), v)
    other = type(case)(**{**case.__dict__, "expected": halves})
    assert fitting(HYPOTHESES, other) == {"multiplied_for_divided"}


def test_change_is_made_before_the_mean() -> None:
    got = float(np.mean(LOSS**2))
    case = observation("sigmoid_ce", got, Z, Y, options=REDUCTIONS, reduction="mean")
    assert fitting(HYPOTHESES, case) == {"squared"}


def test_other_answers_fit_nothing() -> None:
    assert fitting(HYPOTHESES, observation("shrink", shrink(Z, 0.3) + 0.1, Z, 0.3)) == set()
