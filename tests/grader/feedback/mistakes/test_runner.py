from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.feedback.mistakes import runner as module
from grader.feedback.mistakes.runner import MistakeRunner
from grader.judging.budget import CallBudget
from grader.judging.judgment import Judgment, judge
from grader.lab import Call, Case, Lab, Mistake, call
from grader.lab.expected_answers import ExpectedAnswer, expected_answer
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome


class Counting:
    """In place of a `Runner`: no sandbox, and what is asked of it."""

    opened: list[str] = []
    calls: list[Call] = []
    closed = 0

    def __init__(self, source: str, *_: object, **__: object) -> None:
        self.opened.append(source)

    def swap(self, source: str) -> None:
        self.opened.append(source)

    def run(self, inputs: Call) -> Outcome:
        self.calls.append(inputs)
        return Outcome(Verdict.passed, inputs.args[0] ** 2)

    def close(self) -> None:
        Counting.closed += 1


@pytest.fixture(autouse=True)
def counting(monkeypatch: pytest.MonkeyPatch) -> type[Counting]:
    Counting.opened, Counting.calls, Counting.closed = [], [], 0
    monkeypatch.setattr(module, "Runner", Counting)
    monkeypatch.setattr(module, "_known", type(module._known)())
    return Counting


def judgment(lab: Lab, x: np.ndarray, name: str = "a", visible: bool = True) -> Judgment:
    case = Case(name, call("double", x), "Twice.")
    expected = expected_answer(lab.reference, case.inputs)
    return judge(lab, case, visible, Outcome(Verdict.passed, x), expected)


SQUARES, CUBES = Mistake("squares", "A square.", "squares"), Mistake("cubes", "A cube.", "cubes")
TWOS, ONES = np.full(3, 2.0), np.ones(3)


def test_sandbox_is_opened_when_first_needed_and_closed(doubling: Lab) -> None:
    with MistakeRunner(doubling, CallBudget(900)):
        pass
    assert (Counting.opened, Counting.closed) == ([], 0)
    with MistakeRunner(doubling, CallBudget(900)) as mistakes:
        mistakes.outcome(SQUARES, judgment(doubling, ONES))
    assert (Counting.opened, Counting.closed) == (["squares"], 1)


def test_mistakes_are_loaded_one_after_the_other(doubling: Lab) -> None:
    with MistakeRunner(doubling, CallBudget(900)) as mistakes:
        for mistake in (SQUARES, SQUARES, CUBES):
            mistakes.outcome(mistake, judgment(doubling, ONES, visible=False))
    assert Counting.opened == ["squares", "cubes"]
    assert len(Counting.calls) == 3


def test_visible_cases_are_remembered_by_revision_mistake_and_case(doubling: Lab) -> None:
    other = replace(doubling, revision="another")
    for lab, mistake, name in (
        (doubling, SQUARES, "a"),
        (doubling, SQUARES, "a"),
        (doubling, SQUARES, "b"),
        (doubling, CUBES, "a"),
        (other, SQUARES, "a"),
    ):
        with MistakeRunner(lab, CallBudget(900)) as mistakes:
            mistakes.outcome(mistake, judgment(lab, ONES, name))
    assert len(Counting.calls) == 4


def test_number_of_remembered_outcomes_is_limited(
    doubling: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_KEPT", 2)
    with MistakeRunner(doubling, CallBudget(900)) as mistakes:
        for name in ("a", "b", "c", "a"):
            mistakes.outcome(SQUARES, judgment(doubling, ONES, name))
    assert len(Counting.calls) == 4
    assert len(module._known) == 2


@pytest.mark.parametrize(("x", "passes"), [(TWOS, True), (ONES, False)])
def test_mistake_passes_where_it_is_right(doubling: Lab, x: np.ndarray, passes: bool) -> None:
    with MistakeRunner(doubling, CallBudget(900)) as mistakes:
        assert mistakes.passes(SQUARES, judgment(doubling, x)) is passes


def test_what_is_right_is_remembered_with_the_answer_that_says_so(
    doubling: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[Case] = []

    def counted(lab: Lab, case: Case, *rest: Any) -> Judgment:
        judged.append(case)
        return judge(lab, case, *rest)

    monkeypatch.setattr(module, "judge", counted)
    one = judgment(doubling, TWOS)
    other = replace(one, expected=ExpectedAnswer(3.0 * TWOS))
    for each in (one, one, other):
        with MistakeRunner(doubling, CallBudget(900)) as mistakes:
            assert mistakes.passes(SQUARES, each) is (each is one)
    assert len(judged) == 2
