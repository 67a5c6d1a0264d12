"""Questions about speed: when an interval answers them, and what several measurements say."""

from __future__ import annotations

from math import inf

import pytest

from grader.measuring.ratio import Estimate
from grader.verification.timing import Range, combined


@pytest.mark.parametrize(
    ("low", "high", "answer"),
    [(0.9, 1.05, True), (1.2, 1.4, False), (0.5, 0.7, False), (1.0, 1.2, None), (0.1, 9.0, None)],
)
def test_interval_decides_when_it_lies_on_one_side(
    low: float, high: float, answer: bool | None
) -> None:
    assert Range(0.87, 1.1).decide(Estimate((low + high) / 2, low, high)) is answer


def test_open_range_has_one_edge() -> None:
    assert Range(5.0, inf).decide(Estimate(80.0, 70.0, 1e9)) is True


def test_several_measurements_are_narrower_where_they_agree() -> None:
    one = Estimate(1.0, 0.9, 1.1)
    both = combined([one] * 4)
    assert combined([]) is None
    assert combined([one]).value == pytest.approx(one.value)
    assert both.value == pytest.approx(1.0)
    assert both.width < one.width**0.6


def test_measurements_that_differ_keep_their_interval_wide() -> None:
    narrow = [Estimate(value, value / 1.001, value * 1.001) for value in (0.9, 1.1)]
    found = combined(narrow)
    assert found.low < 0.9 < 1.1 < found.high
