"""A mistake runs on both draws of a case only where their verdicts differ."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pytest

from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation, Strength
from grader.feedback.sources import mistakes as module
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, Mistake, call
from grader.lab.expected_answers import expected_answer
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from tests.grader.feedback.asking import explanations

X = np.array([0.3719, -1.4137, 2.2361])


def judged(lab: Lab, got: object, name: str = "a") -> Judgment:
    case = Case(name, call("double", X), "")
    expected = expected_answer(lab.reference, case.inputs)
    return judge(lab, case, False, Outcome(Verdict.passed, got), expected)


@pytest.mark.parametrize(("second", "tried"), [(2 * X, 2), (-2 * X, 1)])
def test_both_draws_of_a_case_are_tried_where_their_verdicts_differ(
    doubling: Lab, monkeypatch: pytest.MonkeyPatch, second: np.ndarray, tried: int
) -> None:
    given: list[Judgment] = []

    def record(_: Lab, judgments: Sequence[Judgment], *__: object) -> dict[int, Mistake]:
        given.extend(judgments)
        return {}

    monkeypatch.setattr(module, "name_mistakes", record)
    judgments = [judged(doubling, -2 * X), judged(doubling, second)]
    assert explanations(module.SOURCE.explain, doubling, judgments) == {}
    assert len(given) == tried


def test_mistake_explains_both_draws_and_nothing_that_passed(
    doubling: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    mistake = doubling.mistakes[0]
    skipped: list[int] = []

    def find(_: Lab, __: object, ___: object, leave_out: Collection[int]) -> dict[int, Mistake]:
        skipped.extend(leave_out)
        return {0: mistake}

    monkeypatch.setattr(module, "name_mistakes", find)
    judgments = [judged(doubling, -X), judged(doubling, -X), judged(doubling, 2 * X, "b")]
    evidence = Evidence(doubling, "", judgments, explained={1})
    found = list(module.SOURCE.explain(evidence))
    assert found == [
        Explanation("mistake", mistake.name, mistake.hint, frozenset({0, 1}), Strength.exact)
    ]
    assert skipped == []
