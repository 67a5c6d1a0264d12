"""Who does what and when in a demo class."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from courseware.demo.plan import MOST_TRIES, Student, dates_of, students, tries_of

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
KEEN = Student(ability=0.5, diligence=1.0, haste=0.5)


def tries(chapter: int, student: Student = KEEN, count: int = 200):
    dates = dates_of(chapter, NOW)
    return [tries_of(student, chapter, dates, NOW, f"seed {n}") for n in range(count)]


def test_four_weeks_of_due_dates_lie_around_now():
    due = [dates_of(chapter, NOW).due_at for chapter in range(5)]
    assert [(moment - NOW).days for moment in due] == [-20, -13, -6, 1, 8]
    assert due[0] == datetime(2026, 11, 7, 18, tzinfo=UTC)


def test_all_have_opened_and_only_the_first_has_closed():
    dates = [dates_of(chapter, NOW) for chapter in range(5)]
    assert all(each.opens_at < NOW for each in dates)
    assert [bool(each.closes_at) for each in dates] == [True, False, False, False, False]
    assert dates[0].due_at < dates[0].closes_at < NOW


@pytest.mark.parametrize("chapter", range(5))
def test_work_is_done_after_the_opening_and_before_now_in_order(chapter: int):
    dates = dates_of(chapter, NOW)
    for moments, _ in tries(chapter):
        assert list(moments) == sorted(moments)
        assert all(dates.opens_at < moment < NOW for moment in moments)
        assert len(moments) <= MOST_TRIES


def test_some_are_late_and_most_are_not():
    due = dates_of(0, NOW).due_at
    late = sum(moments[-1] > due for moments, _ in tries(0))
    assert 5 <= late <= 50


def test_what_is_due_later_is_begun_by_some_and_left_open_by_a_few():
    begun = [(moments, finished) for moments, finished in tries(4) if moments]
    assert 0 < len(begun) < 60
    assert {finished for _, finished in tries(3) if _} == {True, False}
    assert all(finished for _, finished in tries(0))


def test_whoever_has_stopped_does_nothing_more():
    stopped = Student(0.5, 1.0, 0.5, chapters=2)
    assert all(moments for moments, _ in tries(1, stopped))
    assert not any(moments for moments, _ in tries(2, stopped))


def test_the_same_seed_gives_the_same_class_and_another_seed_another():
    assert students(10, 1) == students(10, 1)
    assert students(10, 1) != students(10, 2)
    assert tries(2) == tries(2)


def test_of_ten_one_never_begins_and_one_falls_behind():
    assert [student.chapters for student in students(10, 1)].count(0) == 1
    assert [student.chapters for student in students(10, 1)].count(2) == 1
    assert all(0 < s.ability < 1 and 0 < s.diligence <= 1 for s in students(40, 1))


def test_time_left_is_never_negative():
    late_opening = dates_of(4, NOW - timedelta(days=1))
    assert late_opening.opens_at < NOW
