"""Whether a rule's case fails for its form, or would fail in ordinary arrays too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.feedback.sources import plain
from grader.feedback.sources.plain import SOURCE
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import expected_answer
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from tests.grader.feedback.asking import explanations
from tests.grader.feedback.in_process import InProcessRunner

X = np.array([[0.5, -1.5, 2.0], [1.0, 3.0, -2.0]])
LOCKED = X.copy()
LOCKED.flags.writeable = False


def sizes(x: Any) -> Any:
    """Wrong for negative entries, whatever their form."""
    return 2.0 * np.abs(x)


def by_rows(x: Any) -> Any:
    """Wrong where the entries lie column by column."""
    return 2.0 * np.frombuffer(x.tobytes(order="A"), x.dtype).reshape(x.shape)


def broken(lab: Lab, double: Any, value: Any, rule: str | None = "A rule") -> Judgment:
    case = Case("a", call("double", value), "The hint of the rule.", rule=rule)
    outcome = Outcome(Verdict.passed, double(value))
    return judge(lab, case, False, outcome, expected_answer(lab.reference, case.inputs))


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    functions = {"double": sizes}
    monkeypatch.setattr(plain, "Runner", lambda *_, **__: InProcessRunner(functions))


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize(
    "value", [np.asfortranarray(X), LOCKED, X.astype(np.float32), np.array([1, -2])]
)
def test_form_is_not_the_reason(doubling: Lab, value: np.ndarray) -> None:
    usual = broken(doubling, sizes, np.abs(X), rule=None)
    found = explanations(SOURCE.explain, doubling, [usual, broken(doubling, sizes, value)])
    assert set(found) == {1}
    assert found[1].sentence.startswith("double gives wrong values for the same numbers")


@pytest.mark.usefixtures("in_process")
def test_ordinary_arrays_and_cases_of_the_author_are_left_alone(doubling: Lab) -> None:
    judgments = [
        broken(doubling, sizes, X),
        broken(doubling, sizes, np.asfortranarray(X), rule=None),
        replace(broken(doubling, sizes, LOCKED), verdict=Verdict.wrong_dtype),
    ]
    assert explanations(SOURCE.explain, doubling, judgments) == {}


def test_form_that_is_the_reason_keeps_the_hint_of_its_rule(
    doubling: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "Runner", lambda *_, **__: InProcessRunner({"double": by_rows}))
    judgment = broken(doubling, by_rows, np.asfortranarray(X))
    assert not judgment.passed
    assert explanations(SOURCE.explain, doubling, [judgment]) == {}
