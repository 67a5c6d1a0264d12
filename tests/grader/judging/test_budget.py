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
    cpu = budget.TWINS_CPU_SECONDS + budget.MISTAKES_CPU_SECONDS
    assert budget.grading_seconds(untimed) > (
        budget.CASES_SECONDS + budget.BUSY_FACTOR * cpu + 2 * budget.SMALLEST_SECONDS
    )
    measuring = budget.grading_seconds(doubling) - budget.grading_seconds(untimed)
    assert measuring > budget.MEASUREMENTS * budget.MEASURING_SECONDS


def test_slow_calls_and_loads_are_counted(doubling: Lab) -> None:
    slow = replace(doubling, limits=replace(doubling.limits, call_seconds=60.0))
    loading = replace(doubling, limits=replace(doubling.limits, load_seconds=33.0))
    usual = budget.grading_seconds(doubling)
    assert budget.grading_seconds(slow) - usual == pytest.approx(
        SLOW_CALLS * 60.0 - budget.CASES_SECONDS
    )
    assert budget.grading_seconds(loading) - usual == pytest.approx(30.0)
