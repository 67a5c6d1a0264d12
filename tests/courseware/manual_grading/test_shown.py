"""A grade in the words of the student's page."""

from __future__ import annotations

from courseware.items.manual import Criterion, ManualGrade
from courseware.manual_grading.shown import shown_grade, signed

GRADE = ManualGrade(
    3, 4, (Criterion("Slope", 2), Criterion("Wordy", -1)), adjustment=2, reason="Idea"
).as_dict()


def test_points_are_those_that_the_part_is_worth_on_every_page():
    shown = shown_grade(GRADE, 8.0)
    assert shown.points == "6 of 8"
    assert [(line.text, line.points) for line in shown.lines] == [("Slope", "+4"), ("Wordy", "−2")]
    assert (shown.adjustment, shown.reason) == ("+4", "Idea")


def test_nothing_tells_points_where_the_score_is_not_to_be_seen():
    shown = shown_grade(GRADE, 8.0, score=False)
    assert shown.points == shown.adjustment == ""
    assert {line.points for line in shown.lines} == {""}


def test_what_does_not_count_has_no_points_in_all():
    assert shown_grade(GRADE, None).points == ""


def test_a_sign_stands_before_points():
    assert [signed(value) for value in (1.5, 0, -2)] == ["+1.5", "0", "−2"]
