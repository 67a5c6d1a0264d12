"""What a block costs, from the clocks of its calls."""

from __future__ import annotations

import pytest

from grader.measuring.costs import Cost, TimedPair
from grader.results.verdicts import Verdict
from grader.sandbox import Outcome


def outcome(wall: int, cpu: int, queue: int = 0) -> Outcome:
    return Outcome(Verdict.passed, wall_ns=wall, cpu_ns=cpu, queue_ns=queue)


def test_costs_of_calls_add_up() -> None:
    total = Cost().plus(outcome(100, 80)).plus(outcome(50, 50))
    assert total == Cost(wall_ns=150, cpu_ns=130)


def test_time_in_line_for_a_cpu_is_nobodys_fault() -> None:
    assert Cost().plus(outcome(1000, 300, queue=600)) == Cost(400, 300)


@pytest.mark.parametrize("queue", [0, 900, 5000])
def test_wall_time_is_at_least_cpu_time(queue: int) -> None:
    """Helpers may work while the main thread stands in line."""
    cost = Cost().plus(outcome(1000, 800, queue))
    assert cost.wall_ns >= cost.cpu_ns == 800


def test_call_at_its_limit_takes_at_least_that() -> None:
    assert Cost(5, 7).plus_limit(2.0) == Cost(2_000_000_005, 7)


def test_ratio_is_submission_over_reference() -> None:
    pair = TimedPair(reference=Cost(100, 50), submission=Cost(300, 200))
    assert (pair.wall_ratio, pair.cpu_ratio) == (3.0, 4.0)


@pytest.mark.parametrize(
    ("reference", "submission", "ratio"), [(0, 0, 1.0), (0, 10, 10.0), (10, 0, 0.1)]
)
def test_clock_that_stood_still_counts_as_a_nanosecond(
    reference: int, submission: int, ratio: float
) -> None:
    pair = TimedPair(Cost(reference, reference), Cost(submission, submission))
    assert pair.wall_ratio == pair.cpu_ratio == ratio
