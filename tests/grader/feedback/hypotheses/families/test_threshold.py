from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hypotheses.base import Hypothesis
from grader.feedback.hypotheses.families.threshold import HYPOTHESES
from grader.feedback.observations.observation import Observation
from tests.grader.feedback.hypotheses.observing import Z, fitting, observation

V = np.array([0.5, -0.5, 1.2371, 0.1])


def hard(v: np.ndarray, t: float) -> np.ndarray:
    return np.where(np.abs(v) > t, v, 0.0)


def sign(v: np.ndarray) -> np.ndarray:
    return np.sign(v)


def case_of(function: object, got: np.ndarray, **inputs: object) -> Observation:
    """A call of a function with a jump."""
    base = observation("squares", got, Z)
    changed = {
        "inputs": inputs,
        "expected": function(**inputs),
        "reference": {"squares": function},
        "order": tuple(inputs),
        "positional": 1,
    }
    return type(base)(**{**base.__dict__, **changed})


def test_entries_at_the_threshold_kept() -> None:
    got = np.where(np.abs(V) >= 0.5, V, 0.0)
    assert fitting(HYPOTHESES, case_of(hard, got, v=V, t=0.5)) == {"kept_at_the_threshold"}


def test_right_answers_fit_what_makes_no_difference() -> None:
    found = fitting(HYPOTHESES, case_of(hard, hard(V, 0.5), v=V, t=0.5))
    assert found == {"dropped_at_the_threshold"}


@pytest.mark.parametrize(
    ("value", "name"), [(1.0, "zero_counts_as_positive"), (-1.0, "zero_counts_as_negative")]
)
def test_zeros_that_get_a_sign(value: float, name: str) -> None:
    v = np.array([0.0, 2.5, -1.5])
    got = np.where(v == 0, value, np.sign(v))
    assert fitting(HYPOTHESES, case_of(sign, got, v=v)) == {name}


def test_nothing_applies_without_thresholds_and_zeros() -> None:
    assert all(isinstance(hypothesis, Hypothesis) for hypothesis in HYPOTHESES)
    assert fitting(HYPOTHESES, observation("squares", Z, Z)) == set()
