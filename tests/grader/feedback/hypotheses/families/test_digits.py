from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hypotheses.families.digits import HYPOTHESES
from grader.values.comparison import Tolerance
from tests.grader.feedback.hypotheses.observing import fitting, observation

X = np.array([1.5137, -2.0371, 2.0719, 0.5311])
SQUARES = X**2


@pytest.mark.parametrize(
    ("got", "name"),
    [
        (np.trunc(SQUARES), "cut_to_whole_numbers"),
        (np.round(SQUARES), "rounded_to_whole_numbers"),
        (np.floor(SQUARES), "floor_division"),
        (SQUARES.astype(np.float32).astype(float), "single_precision"),
        (SQUARES + np.array([3e-7, -3e-7, 2e-7, -1e-7]), "single_precision"),
        (SQUARES + 1e-4, "nearly_right"),
    ],
)
def test_lost_digits_are_found(got: np.ndarray, name: str) -> None:
    assert name in fitting(HYPOTHESES, observation("squares", got, X))


def test_error_of_one_sign_is_no_rounding() -> None:
    found = fitting(HYPOTHESES, observation("squares", SQUARES * (1 + 3e-7), X))
    assert "single_precision" not in found
    assert "nearly_right" in found


def test_zeros_and_what_float32_cannot_hold_have_no_seven_digits() -> None:
    case = observation("squares", np.zeros(4), X)
    tiny = {"inputs": {"x": 1e200 * X}, "expected": X, "got": np.zeros(4)}
    assert "single_precision" not in fitting(HYPOTHESES, type(case)(**{**case.__dict__, **tiny}))
    rounded = {**tiny, "got": X.astype(np.float32).astype(float)}
    assert "single_precision" not in fitting(HYPOTHESES, type(case)(**{**case.__dict__, **rounded}))
    rounded["inputs"] = {"x": X}
    assert "single_precision" in fitting(HYPOTHESES, type(case)(**{**case.__dict__, **rounded}))


@pytest.mark.parametrize(
    ("tiny", "got", "named"), [(1e-9, 0.09, True), (1e-9, 1.7, False), (0.9, 0.09, False)]
)
def test_what_is_added_to_a_divisor_outweighs_tiny_inputs(
    tiny: float, got: float, named: bool
) -> None:
    x = np.array([tiny, 1.5])
    case = observation("squares", x, x)
    given = {"expected": np.ones(2), "got": np.array([got, 0.99999]), "passed": False}
    found = fitting(HYPOTHESES, type(case)(**{**case.__dict__, **given}))
    assert ("nearly_right" in found) == named


def test_only_the_tiniest_are_lost() -> None:
    x = np.array([1e-8, 0.5])
    got = np.array([0.0, 0.25])
    case = observation("squares", got, x)
    tight = type(case)(**{**case.__dict__, "tolerance": Tolerance(1e-9, 0.0), "passed": False})
    assert "tiny_terms_lost" in fitting(HYPOTHESES, tight)


def test_large_answers_that_end_at_one_level() -> None:
    x = np.array([10.0, 12.0, 1.5])
    assert "clipped" in fitting(HYPOTHESES, observation("squares", np.minimum(x**2, 50), x))


@pytest.mark.parametrize(
    "got",
    [
        np.array([100.0, 130.0, 2.25]),  # one wrong entry, and further from 0
        np.array([np.inf, np.inf, 2.25]),
        np.array([1.0, 2.0, 3.0]),
    ],
)
def test_anything_else_is_not_clipped(got: np.ndarray) -> None:
    x = np.array([10.0, 12.0, 1.5])
    assert "clipped" not in fitting(HYPOTHESES, observation("squares", got, x))


def test_wide_tolerances_show_no_digits() -> None:
    case = observation("squares", SQUARES * (1 + 1e-4), X)
    wide = type(case)(**{**case.__dict__, "tolerance": Tolerance(1e-5, 0.0)})
    assert not fitting(HYPOTHESES, wide) & {"single_precision", "nearly_right"}
