from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hypotheses.families.offset import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import Z, fitting, observation


@pytest.mark.parametrize("offset", [0.125, -3.0, 1e-3])
def test_same_amount_in_every_entry(offset: float) -> None:
    assert fitting(HYPOTHESES, observation("squares", Z**2 + offset, Z)) == {"offset"}


@pytest.mark.parametrize(
    ("got", "x"),
    [
        (Z**2 + [0.1, 0.1, 0.1, 0.2], Z),  # not the same in all
        (np.array([1.5, 4.5]), np.array([1.0, 2.0])),  # two entries say too little
        (Z**2 * np.nan, Z),
        (np.append(Z**2, 1.0) + 0.5, Z),  # another shape
    ],
)
def test_anything_else_is_no_offset(got: np.ndarray, x: np.ndarray) -> None:
    assert fitting(HYPOTHESES, observation("squares", got, x)) == set()


def test_case_that_passed_is_no_objection() -> None:
    case = observation("squares", Z**2, Z)
    assert case.passed
    assert fitting(HYPOTHESES, case) == {"offset"}
