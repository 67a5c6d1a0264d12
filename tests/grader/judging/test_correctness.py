"""What judgments amount to: cases one by one, rules all or nothing."""

from __future__ import annotations

import pytest

from grader.judging.correctness import correctness_of
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import ExpectedAnswer
from grader.results.verdicts import Verdict
from grader.sandbox import Outcome


def judged(lab: Lab, name: str, right: bool, weight: float = 1.0, rule: str = "") -> Judgment:
    case = Case(name, call("double", 1.0), "", weight=weight, rule=rule or None)
    outcome = Outcome(Verdict.passed, 2.0 if right else 3.0)
    return judge(lab, case, False, outcome, ExpectedAnswer(2.0))


def test_cases_count_by_weight(doubling: Lab) -> None:
    judgments = [judged(doubling, "a", True, 3.0), judged(doubling, "b", False, 1.0)]
    assert correctness_of(judgments) == 0.75


@pytest.mark.parametrize(("last", "share"), [(True, 1.0), (False, 0.5)])
def test_a_rule_counts_once_and_whole(doubling: Lab, last: bool, share: float) -> None:
    rule = [judged(doubling, f"r{n}", True, 1.0, "r") for n in range(9)]
    judgments = [judged(doubling, "a", True), *rule, judged(doubling, "r9", last, 1.0, "r")]
    assert correctness_of(judgments) == share


def test_nothing_is_worth_nothing() -> None:
    assert correctness_of([]) == 0.0
