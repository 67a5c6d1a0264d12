"""Grades by chapter add up as the course's do."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.chapters.selectors import chapters_of
from courseware.gradebook.chapters import by_chapter
from courseware.gradebook.selectors import grades_of
from courseware.gradebook.work import work_of
from tests.factories import make_chapter, make_item, make_score

pytestmark = pytest.mark.django_db


def test_subtotals_are_totals_of_a_chapter_and_add_up_to_the_courses(course: Any, ben: Any) -> None:
    first, empty, last = (make_chapter(course) for _ in range(3))
    make_score(make_item(course, chapter=first, points=10), ben, 0.75)
    make_item(course, chapter=first, points=30)
    make_score(make_item(course, chapter=last, points=5), ben, 1.0)
    make_score(make_item(course, chapter=None, points=2), ben, 0.5)
    row = grades_of(ben, course)

    found = by_chapter(work_of(row), chapters_of(course))

    assert [(grades.chapter, grades.number) for grades in found] == [
        (first, 1),
        (last, 3),
        (None, 0),
    ]
    totals = [grades.total for grades in found]
    assert [(each.earned, each.out_of, each.graded_out_of) for each in totals] == [
        (7.5, 40.0, 10.0),
        (5.0, 5.0, 5.0),
        (1.0, 2.0, 2.0),
    ]
    assert sum(grades.total.earned for grades in found) == row.total.earned
    assert sum(grades.total.out_of for grades in found) == row.total.out_of
    assert empty not in [grades.chapter for grades in found]


def test_items_of_a_chapter_that_is_gone_are_not_lost(course: Any, ben: Any) -> None:
    item = make_item(course, chapter=make_chapter(course, retired=True))
    (grades,) = by_chapter(work_of(grades_of(ben, course)), chapters_of(course))
    assert (grades.chapter, [line.cell.item for line in grades.lines]) == (None, [item])
