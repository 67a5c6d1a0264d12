from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.lab import Thresholds
from grader.measuring.points import score

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
