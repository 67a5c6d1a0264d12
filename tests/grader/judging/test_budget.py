from __future__ import annotations

from dataclasses import replace

import pytest

from grader.judging import budget
from grader.lab import Lab
from grader.lab.metadata import SLOW_CALLS


@pytest.mark.parametrize(
    ("call_seconds", "seconds"),
    [(1.0, budget.CASES_SECONDS), (2.0, budget.CASES_SECONDS), (60.0, SLOW_CALLS * 60.0)],
)
def test_cases_of_slow_labs_get_more_time(call_seconds: float, seconds: float) -> None:
    assert budget.cases_seconds(call_seconds) == seconds


def test_a_grading_takes_no_longer_than_its_stages_together(doubling: Lab) -> None:
    untimed = replace(doubling, weights={"correctness": 100.0, "performance": 0.0})
    assert budget.grading_seconds(untimed) > budget.CASES_SECONDS + budget.EXPLANATION_SECONDS
    measuring = budget.grading_seconds(doubling) - budget.grading_seconds(untimed)
    assert measuring > budget.MEASUREMENTS * budget.MEASURING_SECONDS


def test_slow_calls_and_loads_are_counted(doubling: Lab) -> None:
    slow = replace(doubling, limits=replace(doubling.limits, call_seconds=60.0))
    loading = replace(doubling, limits=replace(doubling.limits, load_seconds=33.0))
    usual = budget.grading_seconds(doubling)
    assert budget.grading_seconds(slow) - usual == pytest.approx(
        budget.BUSY_FACTOR * (SLOW_CALLS * 60.0 - budget.CASES_SECONDS)
    )
    assert budget.grading_seconds(loading) - usual == pytest.approx(
        (1 + budget.NOTEBOOK_LOADS) * 30.0
    )


def test_calls_are_counted_and_slow_ones_pay_more() -> None:
    calls = budget.CallBudget(4)
    calls.spend()
    calls.spend(budget.SLOW_CALL_NS - 1)
    assert calls.allows() and not calls.refused
    calls.spend(budget.SLOW_CALL_NS)
    assert not calls.allows()
    assert (calls.used, calls.refused) == (3, True)


def test_nothing_is_allowed_after_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "EXPLANATION_SECONDS", 0.0)
    assert not budget.ExplanationBudget().part("twins", 9).allows()


def test_budget_of_an_explanation_says_what_was_made_and_what_was_wanted() -> None:
    spending = budget.ExplanationBudget()
    assert spending.as_dict() == {"calls": 0, "exhausted": []}
    small, large = spending.part("small", 1), spending.part("large", 5)
    assert spending.part("small", 7) is small
    for part in (small, large):
        part.spend()
        part.allows()
    assert spending.as_dict() == {"calls": 2, "exhausted": ["small"]}
