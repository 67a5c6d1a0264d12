from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.feedback.observations.groups import LARGE_BYTES, SMALL_BYTES, groups_of
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call, raises
from grader.lab.expected_answers import expected_answer
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome

X = np.array([1.0, 2.0, 3.0])
DOUBLE, ROOT = ("double", ()), ("root", ())


def doubled(lab: Lab, got: Any, x: np.ndarray = X, verdict: Verdict = Verdict.passed) -> Judgment:
    case = Case("a", call("double", x), "Twice.")
    return judge(
        lab, case, True, Outcome(verdict, got), expected_answer(lab.reference, case.inputs)
    )


def rooted(lab: Lab, got: Any) -> Judgment:
    case = Case("r", call("root", 4.0), "Two.")
    outcome = Outcome(Verdict.passed, got)
    return judge(lab, case, True, outcome, expected_answer(lab.reference, case.inputs))


def test_cases_are_grouped_by_branch_failing_ones_first(doubling: Lab) -> None:
    judgments = [doubled(doubling, 2 * X), rooted(doubling, 3.0), doubled(doubling, X)]
    small, large = groups_of(doubling, judgments)
    assert {branch: [n for n, _ in group] for branch, group in small.items()} == {
        DOUBLE: [2, 0],
        ROOT: [1],
    }
    assert dict(large) == {}


def test_branches_without_a_failure_are_left_out(doubling: Lab) -> None:
    small, _ = groups_of(doubling, [doubled(doubling, 2 * X), rooted(doubling, 3.0)])
    assert set(small) == {ROOT}


@pytest.mark.parametrize("got", ["text", None, np.zeros(10**5)])
def test_answers_that_nothing_explains_are_no_failure(doubling: Lab, got: Any) -> None:
    small, _ = groups_of(doubling, [doubled(doubling, got)])
    assert small == {}


@pytest.mark.parametrize(
    ("size", "place"), [(SMALL_BYTES, "small"), (SMALL_BYTES + 8, "large"), (LARGE_BYTES + 8, None)]
)
def test_large_cases_are_kept_apart_and_huge_ones_left_out(
    doubling: Lab, size: int, place: str | None
) -> None:
    x = np.ones(size // 8)
    small, large = groups_of(doubling, [doubled(doubling, X), doubled(doubling, x, x)])
    found = {"small": [n for n, _ in small[DOUBLE]], "large": [n for n, _ in large.get(DOUBLE, [])]}
    assert (1 in found["small"], 1 in found["large"]) == (place == "small", place == "large")


@pytest.mark.parametrize("verdict", [Verdict.raised, Verdict.time_limit, Verdict.not_run])
def test_outcomes_without_a_value_are_left_out(doubling: Lab, verdict: Verdict) -> None:
    judgments = [doubled(doubling, X), doubled(doubling, None, verdict=verdict)]
    small, _ = groups_of(doubling, judgments)
    assert [n for n, _ in small[DOUBLE]] == [0]


def test_cases_that_expect_an_exception_are_left_out(doubling: Lab) -> None:
    case = Case("n", call("root", -1.0), "None.", expects=raises(ValueError))
    expected = expected_answer(doubling.reference, case.inputs)
    judgment = judge(doubling, case, True, Outcome(Verdict.passed, 1.0), expected)
    assert groups_of(doubling, [judgment])[0] == {}
