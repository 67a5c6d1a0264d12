from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.lab import Thresholds
from grader.measuring.points import band, edges, edges_inside, favorable_score, score
from grader.measuring.ratio import Estimate

SCALE = Thresholds(full_at=2.0, zero_at=32.0)


@pytest.mark.parametrize(
    ("ratio", "points"),
    [(0.5, 1.0), (2.0, 1.0), (4.0, 0.75), (8.0, 0.5), (16.0, 0.25), (32.0, 0.0), (1000.0, 0.0)],
)
def test_every_doubling_costs_the_same(ratio: float, points: float) -> None:
    assert score(ratio, SCALE) == pytest.approx(points, abs=1e-12)


@given(st.floats(0.01, 1000), st.floats(1.0, 3.0))
def test_slower_never_earns_more(ratio: float, factor: float) -> None:
    assert score(ratio * factor, SCALE) <= score(ratio, SCALE)


def test_edges_stand_at_every_quarter_of_the_points() -> None:
    assert [score(edge, SCALE) for edge in edges(SCALE)] == pytest.approx([1, 0.75, 0.5, 0.25, 0])


def test_interval_across_an_edge_is_read_on_the_edge() -> None:
    assert favorable_score(Estimate(4.1, 3.9, 4.3), SCALE) == pytest.approx(0.75)
    assert edges_inside(Estimate(4.1, 3.9, 4.3), SCALE) == [pytest.approx(4.0)]


def test_interval_across_several_edges_is_read_on_the_nearest() -> None:
    """Three pairs, one of them lucky."""
    assert favorable_score(Estimate(12.2, 1.0, 30.0), SCALE) == pytest.approx(0.5)


def test_edge_that_costs_points_is_not_read() -> None:
    found = Estimate(3.9, 3.8, 4.2)
    assert favorable_score(found, SCALE) == score(3.9, SCALE)


def test_interval_within_a_band_is_read_as_it_is() -> None:
    found = Estimate(5.0, 4.5, 5.5)
    assert favorable_score(found, SCALE) == score(5.0, SCALE)
    assert edges_inside(found, SCALE) == []


@pytest.mark.parametrize(
    ("points", "expected"), [(0.0, 0), (0.2, 0), (0.25, 1), (0.7, 2), (0.75, 3), (1.0, 4)]
)
def test_band_is_the_number_of_full_quarters(points: float, expected: int) -> None:
    assert band(points) == expected
