"""When two calibrations agree."""

from __future__ import annotations

import pytest

from grader.calibration import PairRatio, deviations
from grader.calibration.agreement import quotient

BASE = {"a": PairRatio(2.0, 1.98, 2.02), "b": PairRatio(10.0, 9.9, 10.1)}


def scaled(factor: float) -> dict[str, PairRatio]:
    """The base with the ratio of ``a`` larger by the factor."""
    found = BASE["a"]
    changed = PairRatio(found.ratio * factor, found.low * factor, found.high * factor)
    return {**BASE, "a": changed}


@pytest.mark.parametrize("factor", [1.0, 1.04, 1 / 1.04, 1.055])
def test_ratios_within_the_tolerance_or_not_certainly_beyond_agree(factor: float) -> None:
    assert deviations(scaled(factor), BASE, 0.05) == {}


@pytest.mark.parametrize("factor", [1.1, 1 / 1.1, 3.0])
def test_a_ratio_that_is_certainly_beyond_deviates(factor: float) -> None:
    found = deviations(scaled(factor), BASE, 0.05)
    assert list(found) == ["a"]
    assert found["a"].value == pytest.approx(factor)


def test_a_wide_interval_proves_nothing() -> None:
    noisy = {**BASE, "a": PairRatio(2.3, 2.0, 2.6)}
    assert deviations(noisy, BASE, 0.05) == {}


def test_pairs_without_a_counterpart_are_left_out() -> None:
    assert deviations({"new": PairRatio(1.0, 1.0, 1.0)}, BASE, 0.05) == {}


def test_errors_of_both_sides_add_up_as_independent_ones_do() -> None:
    found = quotient(PairRatio(1.0, 1 / 1.03, 1.03), PairRatio(1.0, 1 / 1.04, 1.04))
    assert found.value == 1.0
    assert found.high == pytest.approx(1.0583, abs=1e-3)
    assert found.low == pytest.approx(1 / found.high)
