"""One entry too many or too few is told only where it is so each time."""

from __future__ import annotations

import numpy as np

from grader.feedback.sources.value_kinds import SOURCE
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import expected_answer
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from tests.grader.feedback.asking import explanations


def answered(lab: Lab, count: int) -> Judgment:
    case = Case(f"{count}", call("double", np.ones(5)), "Twice every entry.")
    outcome = Outcome(Verdict.passed, np.full(count, 2.0))
    return judge(lab, case, True, outcome, expected_answer(lab.reference, case.inputs))


def test_one_entry_too_few_each_time(doubling: Lab) -> None:
    found = explanations(SOURCE.explain, doubling, [answered(doubling, 4), answered(doubling, 4)])
    assert {e.sentence[:27] for e in found.values()} == {"There is one entry too few:"}


def test_one_entry_too_few_by_chance(doubling: Lab) -> None:
    judgments = [answered(doubling, 4), answered(doubling, 2)]
    assert explanations(SOURCE.explain, doubling, judgments) == {}
