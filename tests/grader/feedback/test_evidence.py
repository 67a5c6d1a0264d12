"""What every source is given."""

from __future__ import annotations

import numpy as np

from grader.feedback.case_kinds import CaseKind
from grader.feedback.evidence import Evidence
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import expected_answer
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome

X = np.array([0.3719, -1.4137, 2.2361])


def judged(lab: Lab, got: object, verdict: Verdict = Verdict.passed, name: str = "a") -> Judgment:
    case = Case(name, call("double", X), "")
    expected = expected_answer(lab.reference, case.inputs)
    return judge(lab, case, True, Outcome(verdict, got), expected)


def test_cases_that_passed_or_did_not_run_are_not_failing(doubling: Lab) -> None:
    judgments = [judged(doubling, 2 * X), judged(doubling, -X), judged(doubling, X)]
    judgments.append(judged(doubling, None, Verdict.not_run))
    evidence = Evidence(doubling, "", judgments)
    assert evidence.failing == (1, 2)
    evidence.explained.add(1)
    assert evidence.unexplained == [2]


def test_observations_are_made_once(doubling: Lab) -> None:
    evidence = Evidence(doubling, "", [judged(doubling, -X)])
    assert evidence.groups is evidence.groups
    assert evidence.program is evidence.program
    assert set(evidence.groups[0]) == {("double", ())}


def test_kind_of_an_unknown_case_is_ordinary(doubling: Lab) -> None:
    judgments = [judged(doubling, -X), judged(doubling, -X, name="b")]
    evidence = Evidence(doubling, "", judgments, {"b": CaseKind.special})
    assert [evidence.kind(n) for n in (0, 1)] == [CaseKind.ordinary, CaseKind.special]
