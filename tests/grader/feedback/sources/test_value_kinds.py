"""One entry too many or too few is told only where it is so each time."""

from __future__ import annotations

import numpy as np

from grader.feedback.sources.value_kinds import SOURCE
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import ExpectedAnswer, expected_answer
from grader.lab.scenarios import result, steps
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


def test_a_part_is_explained_by_what_is_wrong_with_whole_answers(doubling: Lab) -> None:
    part = steps(call("double", np.ones(5)), judged=result(0)[0])
    case = Case("part", part, "Twice every entry.")
    expected = ExpectedAnswer(np.float64(2.0))
    of_part = judge(doubling, case, True, Outcome(Verdict.passed, np.full(5, 2.0)), expected)
    alone = explanations(SOURCE.explain, doubling, [of_part])
    assert {e.sentence[:17] for e in alone.values()} == {"Return one number"}
    whole = answered(doubling, 5).case
    right = expected_answer(doubling.reference, whole.inputs)
    as_list = judge(doubling, whole, True, Outcome(Verdict.passed, [2.0] * 5), right)
    found = explanations(SOURCE.explain, doubling, [as_list, of_part])
    assert {e.sentence[:33] for e in found.values()} == {"Return an array instead of a list"}
