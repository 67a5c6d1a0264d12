"""A pattern in wrong values is named where it explains all of them, and nowhere else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.compare import Tolerance
from grader.feedback.values import hint_from_values
from grader.judging import Judged, judge
from grader.lab import Case, Lab, call
from grader.lab.answers import Answer
from grader.sandbox import Outcome
from grader.verdicts import Verdict

W = np.array([[0.5, -1.0, 2.0], [3.0, 0.25, -4.0]])
V = np.array([0.5, -1.0, 2.0, 3.0])


def hint(lab: Lab, got: Any, expected: Any, given: Any = V) -> str:
    case = Case("a case", call("double", given), "its own hint", tolerance=Tolerance(1e-9, 1e-12))
    outcome = Outcome(Verdict.passed, got)
    judged: Judged = judge(lab, case, True, outcome, Answer(expected))
    assert not judged.passed
    return hint_from_values(judged)


FOUND: dict[str, tuple[Any, Any, str]] = {
    "sign": (-V, V, "Every value has the wrong sign."),
    "sign of a number": (-0.7, 0.7, "Every value has the wrong sign."),
    "double": (2 * W, W, "Every value is 2 times ours"),
    "half": (0.35, 0.7, "Every value is half of ours"),
    "sum for mean": (4 * 0.3, 0.3, "Every value is 4 times ours: sum in place of mean?"),
    "mean for sum": (V / 4, V, "Every value is 1/4 of ours: mean in place of sum?"),
    "base two": (V / np.log(2), V, "Every value is ours divided by ln 2"),
    "transposed": (W[:, :2].T.copy(), W[:, :2], "The values are right and transposed"),
    "some signs": (np.abs(W), W, "The sizes are right; some signs are wrong."),
    "order": (V[::-1].copy(), V, "The values are right and stand in the wrong order."),
    "offset": (V + 0.125, V, "Every value is off by the same amount"),
    "list of arrays": ([-V, -W], [V, W], "Every value has the wrong sign."),
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
def test_pattern_is_named(doubling: Lab, got: Any, expected: Any, text: str) -> None:
    assert hint(doubling, got, expected).startswith(text)


SILENT: dict[str, tuple[Any, Any]] = {
    "one entry is off": (np.array([0.5, -1.0, 2.0, 3.5]), V),
    "factor of its own": (1.37 * V, V),
    "zeros": (np.ones(4), np.zeros(4)),
    "all alike, off by something": (np.full(4, 1.3), np.ones(4)),
    "not finite": (np.array([np.nan, -1.0, 2.0, 3.0]), V),
    "random": (np.array([0.1, 0.7, 0.2, 0.9]), V),
}


@pytest.mark.parametrize(("got", "expected"), SILENT.values(), ids=list(SILENT))
def test_nothing_is_said_without_evidence(doubling: Lab, got: Any, expected: Any) -> None:
    assert hint(doubling, got, expected) == ""
