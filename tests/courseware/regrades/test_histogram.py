from itertools import pairwise

import pytest

from courseware.regrades.histogram import BINS, WIDTH, bars


def test_without_a_change_there_is_no_bar():
    assert bars([]) == bars([0.0, 1e-12]) == []


def test_gains_stand_right_of_losses_and_all_are_counted():
    found = bars([1.0, 3.0, 6.0, 6.0, -6.0, -0.5])
    assert [bar.count for bar in found] == [1, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 2]
    assert (found[0].label, found[-1].label) == ("−5 – −6", "+5 – +6")
    assert all(left.x < right.x for left, right in pairwise(found))


@pytest.mark.parametrize("gain", [2.5, -2.5])
def test_equal_changes_are_one_bar_with_their_value(gain):
    (bar,) = bars([gain] * 7)
    assert (bar.count, bar.label) == (7, "+2.5" if gain > 0 else "−2.5")


def test_every_bar_is_inside_the_drawing():
    found = bars([step / 10 for step in range(-100, 101)])
    assert len(found) == 2 * BINS
    assert found[0].x >= 0
    assert found[-1].right <= WIDTH
    assert max(bar.height for bar in found) <= 180.0
