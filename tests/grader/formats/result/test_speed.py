"""The CPU time of training beside the reference's."""

from __future__ import annotations

import pytest

from grader.formats.result.runs import Run
from grader.formats.result.speed import performance
from grader.lab import Lab
from grader.results.verdicts import Verdict


def pair(submission: float, reference: float) -> tuple[Run, Run]:
    ours, theirs = (Run(Verdict.passed, cpu_seconds=seconds) for seconds in (submission, reference))
    return ours, theirs


def test_ratio_is_that_of_pairs(clouds: Lab) -> None:
    """A machine that is twice as slow for one pair is so for both sides of it."""
    found = performance(clouds, [pair(0.4, 0.2), pair(0.8, 0.4), pair(0.4, 0.2)])
    assert found.ratio == pytest.approx(2.0)
    assert (found.low, found.high) == pytest.approx((2.0, 2.0))
    assert (found.submission_ms, found.reference_ms) == pytest.approx((400.0, 200.0))
    assert (found.pairs, found.basis, found.score) == (3, "cpu", 1.0)


def test_slow_training_earns_less(clouds: Lab) -> None:
    scores = [performance(clouds, [pair(ratio, 1.0)]).score for ratio in (2, 30, 300, 3000)]
    assert scores[0] == 1.0 > scores[1] > scores[2] > scores[3] == 0.0


def test_interval_that_holds_a_better_edge_earns_it(clouds: Lab) -> None:
    steady = performance(clouds, [pair(4.0, 1.0)] * 3).score
    uncertain = performance(clouds, [pair(2.0, 1.0), pair(4.0, 1.0), pair(6.0, 1.0)]).score
    assert uncertain > steady


def test_no_time_at_all_is_no_division_by_zero(clouds: Lab) -> None:
    assert performance(clouds, [pair(0.0, 0.0)]).ratio == 1.0
