from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.lab import Thresholds
from labs.analysis.speeds import BINS, drawing, earned, fastest, is_usable, quartiles, what_if

NOW = Thresholds(2.0, 8.0)
RATIOS = st.floats(0.05, 100)


def exact(ratio: float) -> tuple[float, float, float]:
    """A measurement without doubt."""
    return ratio, ratio, ratio


@given(st.lists(RATIOS, min_size=1, max_size=30), st.floats(0.1, 5), st.floats(1.1, 20))
def test_gains_and_losses_are_those_of_a_plain_computation(ratios, full, factor):
    other = Thresholds(full, full * factor)

    def points(ratio: float, thresholds: Thresholds) -> float:
        full, zero = thresholds.full_at, thresholds.zero_at
        return min(1.0, max(0.0, log(zero / ratio) / log(zero / full)))

    pairs = [(points(ratio, NOW), points(ratio, other)) for ratio in ratios]
    change = what_if([[exact(ratio)] for ratio in ratios], NOW, other)
    assert change is not None
    assert change.gain == sum(after - before > 5e-4 for before, after in pairs)
    assert change.lose == sum(before - after > 5e-4 for before, after in pairs)
    assert change.gain + change.lose + change.same == len(ratios)
    assert change.mean_after == pytest.approx(sum(after for _, after in pairs) / len(pairs))


def test_the_same_thresholds_change_nothing():
    change = what_if([[exact(1.0)], [exact(4.0)], [exact(9.0)]], NOW, NOW)
    assert (change.gain, change.lose, change.same) == (0, 0, 3)
    assert (change.full_before, change.none_before) == (1, 1)
    assert change.mean_before == pytest.approx(0.5)


def test_the_best_measurement_of_a_person_counts():
    assert earned([exact(8.0), exact(4.0)], NOW) == pytest.approx(0.5)
    assert fastest([[exact(8.0), exact(4.0)]]) == [4.0]


def test_nothing_measured_changes_nothing():
    assert what_if([], NOW, NOW) is None
    assert quartiles([]) is None
    assert drawing([], NOW).bars == ()


@given(st.lists(RATIOS, min_size=1, max_size=50))
def test_every_ratio_stands_in_one_bar_within_the_drawing(ratios):
    drawn = drawing(ratios, NOW)
    assert sum(bar.count for bar in drawn.bars) == len(ratios)
    assert len(drawn.bars) <= BINS
    for bar in drawn.bars:
        assert 0 <= bar.x < bar.x + bar.width <= drawn.width
        assert 0 <= bar.y < drawn.height


def test_bands_end_where_no_points_are_left():
    drawn = drawing([1.0], NOW)
    assert [band.level for band in drawn.bands] == [4, 3, 2, 1, 0, 0]
    assert drawn.bands[-1].at + drawn.bands[-1].width == pytest.approx(drawn.width)


def test_quartiles():
    assert quartiles([4.0, 1.0, 3.0, 2.0, 5.0]) == (2.0, 3.0, 4.0)


@pytest.mark.parametrize(
    ("full", "zero", "usable"),
    [(1, 2, True), (2, 2, False), (0, 2, False), (-1, 2, False), (1, float("nan"), False)],
)
def test_thresholds_must_make_sense(full, zero, usable):
    assert is_usable(full, zero) == usable
