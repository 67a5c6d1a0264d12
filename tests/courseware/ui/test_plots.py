from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.ui.plots import (
    HEIGHT,
    LABEL_HEIGHT,
    MARKS,
    SMALL_HEIGHT,
    SMALL_WIDTH,
    WIDTH,
    Trace,
    histogram,
    scatter,
    small_bars,
    small_trace,
    tenths,
    traces,
)
from quizzes.analysis.choices import ChosenAnswer, choices


@pytest.mark.parametrize(
    ("fraction", "place"),
    [(0.0, 0), (0.099, 0), (0.1, 1), (0.3, 3), (0.7, 7), (0.999, 9), (1.0, 9), (-0.2, 0), (1.2, 9)],
)
def test_a_total_lies_in_its_tenth(fraction, place):
    bars = histogram([fraction])
    assert [bar.count for bar in bars] == [int(n == place) for n in range(10)]


@given(st.lists(st.floats(0, 1), max_size=50))
def test_every_total_is_in_one_bar_within_the_drawing(fractions):
    bars = histogram(fractions)
    assert sum(bar.count for bar in bars) == len(fractions)
    for bar in bars:
        assert 0 <= bar.x < bar.middle < bar.x + bar.width <= WIDTH
        assert bar.y + bar.height == pytest.approx(HEIGHT, abs=0.2)
    assert not fractions or max(bar.height for bar in bars) == HEIGHT


def test_bars_say_what_they_hold():
    assert [bar.label for bar in histogram([], bins=4)] == [
        "0 to 25%",
        "25 to 50%",
        "50 to 75%",
        "75 to 100%",
    ]


def test_a_line_runs_over_the_groups_that_have_people():
    given_answers = [ChosenAnswer(frozenset("a"), float(n)) for n in range(3)]
    (line,) = traces(choices(given_answers, [("a", "First", True)], groups=3))
    assert line.points == "0,0 240,0 480,0"
    assert (line.label, line.right, line.number) == ("First", True, 0)
    (gaps,) = traces(choices(given_answers[:1], [("a", "First", False)], groups=3))
    assert len(gaps.dots) == 1


def test_lines_take_turns_with_dashes_and_markers():
    options = [(str(n), str(n), False) for n in range(len(MARKS) + 1)]
    lines = traces(choices([ChosenAnswer(frozenset("0"), 1.0)], options))
    assert [line.number for line in lines] == [*range(len(MARKS)), 0]


@pytest.mark.parametrize(
    ("facility", "discrimination", "place"),
    [(0, -100, (0, HEIGHT)), (100, 100, (WIDTH, 0)), (50, 0, (WIDTH / 2, HEIGHT / 2))],
)
def test_a_dot_stands_by_facility_and_discrimination(facility, discrimination, place):
    (dot,) = scatter([("1", float(facility), float(discrimination), True)])
    assert (dot.x, dot.y) == place
    assert (dot.label, dot.flagged) == ("1", True)


def test_dots_at_one_place_share_their_label():
    rows = [(str(n), 90.0, 50.0, False) for n in range(1, 6)]
    (dot,) = scatter(rows)
    assert (dot.label, dot.x, dot.on_left) == ("1, 2, 3 +2", 0.9 * WIDTH, True)
    assert len(scatter([*rows, ("6", 90.0, 50.0, True), ("7", 20.0, 50.0, False)])) == 3


def test_labels_of_dots_that_are_close_do_not_cover_each_other():
    rows = [(str(100 + n), 95.0, 97.0 - 9 * n, False) for n in range(4)]
    dots = scatter([*rows, ("7", 20.0, 50.0, False)])
    assert len(dots) == 4 and dots[-1].label_y == dots[-1].y
    for one, other in combinations([dot.label_box for dot in dots], 2):
        apart = one[2] <= other[0] or other[2] <= one[0]
        assert apart or one[3] <= other[1] or other[3] <= one[1]
    assert all(abs(dot.label_y - dot.y) <= LABEL_HEIGHT for dot in dots)


def test_the_box_of_a_label_is_as_wide_as_its_digits_are_drawn():
    (dot,) = scatter([("29", 20.0, 50.0, False)])
    left, _top, right, _bottom = dot.label_box
    assert right - left >= 2 * 10  # a digit is nearly ten units wide


def test_small_drawings_have_the_size_of_a_cell():
    bars = small_bars([1, 0, 3], tenths(3))
    assert max(bar.x + bar.width for bar in bars) <= SMALL_WIDTH
    assert [bar.height for bar in bars] == [round(SMALL_HEIGHT / 3, 1), 0.0, SMALL_HEIGHT]
    line = small_trace(Trace("a", (0.0, None, 1.0)))
    assert line.dots == ((0.0, SMALL_HEIGHT), (SMALL_WIDTH, 0.0))
    assert bars[0].label == "0 to 33%"
