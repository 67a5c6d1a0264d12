"""What is wrong with the form of an answer is said, and nothing of its values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.feedback.hints.value_kinds import hint_for_value_kind
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import ExpectedAnswer
from grader.results.verdicts import Verdict
from grader.sandbox import Outcome
from grader.values.comparison import Tolerance

W = np.array([[0.5, -1.0, 2.0], [3.0, 0.25, -4.0]])
V = np.array([0.5, -1.0, 2.0, 3.0])


def hint(lab: Lab, got: Any, expected: Any, given: Any = V) -> str:
    case = Case("a case", call("double", given), "its own hint", tolerance=Tolerance(1e-9, 1e-12))
    outcome = Outcome(Verdict.passed, got)
    judged: Judgment = judge(lab, case, True, outcome, ExpectedAnswer(expected))
    assert not judged.passed
    return hint_for_value_kind(judged)


FOUND: dict[str, tuple[Any, Any, str]] = {
    "None": (None, V, "The function gives back None: is a return missing?"),
    "list for array": ([0.5], V, "A list is given back where an array is asked"),
    "array for list": (W, [V, V], "One array is given back where a list of arrays is asked"),
    "bool": (True, 1.0, "True and False are not numbers here."),
    "not reduced": (V, 0.7, "One number is asked; the values still have to be reduced"),
    "reduced": (0.7, V, "One number is given back where one for each entry is asked"),
    "axis left over": (V[:, None], V, "An axis of length 1 is left over"),
    "pairs": (np.ones((4, 4)), V, "One value for each pair in place of one for each entry"),
    "transposed shape": (W.T, W, "The shape is transposed"),
    "whole numbers": (np.ones(4, int), V, "Whole numbers in must give floats out"),
    "wider": (V, V.astype(np.float32), "float32 in must give float32 out"),
    "narrower": (V.astype(np.float32), V, "float64 is asked; float32 holds fewer digits."),
}


@pytest.mark.parametrize(("got", "expected", "text"), FOUND.values(), ids=list(FOUND))
def test_form_is_explained(doubling: Lab, got: Any, expected: Any, text: str) -> None:
    assert hint(doubling, got, expected).startswith(text)


@pytest.mark.parametrize("got", [-V, 2 * V, np.full(4, np.nan)])
def test_values_are_left_to_the_hypotheses(doubling: Lab, got: Any) -> None:
    assert hint(doubling, got, V) == ""
