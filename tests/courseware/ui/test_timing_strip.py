from __future__ import annotations

from itertools import pairwise

import pytest

from courseware.ui.timing_strip import WIDTH, position, strip

THRESHOLDS = [(1.25, 1.0), (2.5, 0.5), (10, 0.25)]


def test_the_axis_is_logarithmic_from_a_quarter_to_twenty():
    assert (position(0.25), position(20)) == (0, WIDTH)
    assert position(2) - position(1) == pytest.approx(position(1) - position(0.5), abs=0.02)


def test_bands_cover_the_axis_without_a_gap():
    bands = strip(1.32, 1.29, 1.35, THRESHOLDS).bands

    assert [band.level for band in bands] == [4, 2, 1, 0]
    assert bands[0].at == 0
    for left, right in pairwise(bands):
        assert left.at + left.width == pytest.approx(right.at, abs=0.02)
    assert bands[-1].at + bands[-1].width == pytest.approx(WIDTH, abs=0.02)


def test_the_dot_stands_within_its_interval():
    drawn = strip(1.32, 1.29, 1.35, THRESHOLDS)

    assert drawn.low <= drawn.dot <= drawn.low + drawn.length


@pytest.mark.parametrize(
    ("ratio", "beyond", "at"), [(0.01, "left", 0), (148, "right", WIDTH), (1, "", position(1))]
)
def test_what_lies_beyond_the_axis_is_marked_at_its_end(ratio, beyond, at):
    drawn = strip(ratio, ratio, ratio)

    assert (drawn.beyond, drawn.dot, drawn.length) == (beyond, at, 0)


def test_without_thresholds_there_are_no_bands():
    assert strip(1, 1, 1).bands == ()


@pytest.mark.parametrize(
    ("ratio", "slower", "right"),
    [
        (0.26, False, True),
        (0.8, False, False),
        (1.0, True, True),
        (3.0, True, True),
        (20, True, False),
    ],
)
def test_labels_of_dot_and_reference_do_not_meet_and_stay_on_the_drawing(ratio, slower, right):
    drawn = strip(ratio, ratio, ratio)

    assert (drawn.is_slower, drawn.label_goes_right) == (slower, right)
