"""Cells, rows and the whole gradebook: the student and the instructor see the same numbers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from courseware.gradebook.policy import ON_TIME
from courseware.gradebook.selectors import Cell, grades_of, scores_of
from tests.courseware.gradebook.lines import lines_of
from tests.factories import make_course, make_instructor, make_item, make_score, make_student

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_cell_without_a_score_is_empty(course: Any) -> None:
    cell = Cell(make_item(course, points=4), None)

    assert (cell.fraction, cell.points, cell.late_by, cell.by_hand) == (None, None, ON_TIME, False)


def test_a_cell_shows_the_score_and_how_late_its_work_was(course: Any, ben: Any) -> None:
    item = make_item(course, points=4)
    cell = Cell(item, make_score(item, ben, 0.5, late_by=HOUR))

    assert (cell.fraction, cell.points, cell.late_by, cell.by_hand) == (0.5, 2.0, HOUR, False)


def test_an_override_counts_and_the_work_stays_late(course: Any, ben: Any) -> None:
    item = make_item(course, points=4)
    cell = Cell(item, make_score(item, ben, 0.5, override=1.0, late_by=HOUR))

    assert (cell.points, cell.late_by, cell.by_hand) == (4.0, HOUR, True)


def test_an_override_of_nothing_counts_too(course: Any, ben: Any) -> None:
    item = make_item(course, points=4)

    assert Cell(item, make_score(item, ben, 0.5, override=0.0)).points == 0.0


def test_my_grades_are_my_row_of_the_gradebook(course: Any, ben: Any) -> None:
    make_score(make_item(course, points=10), ben, 0.5)
    make_score(make_item(course, points=30), make_student(course), 1.0)

    (row,) = [row for row in lines_of(course) if row.user == ben]

    assert grades_of(ben, course) == row
    assert (row.total.earned, row.total.out_of) == (5.0, 40.0)


def test_students_come_by_name_and_nobody_else_does(course: Any, ada: Any) -> None:
    for name, last in (("z", "Abel"), ("a", "Zorn"), ("b", "Abel")):
        make_student(course, name, last_name=last, first_name="Eva")
    make_instructor(course, "co")
    make_student(make_course(), "elsewhere")

    assert [row.user.username for row in lines_of(course)] == ["b", "z", "a"]


def test_the_gradebook_takes_a_known_number_of_queries(
    course: Any, django_assert_num_queries: Any
) -> None:
    items = [make_item(course) for _ in range(3)]
    for _ in range(4):
        student = make_student(course)
        for item in items:
            make_score(item, student)

    with django_assert_num_queries(5):
        assert [row.total.earned for row in lines_of(course)] == [3 * float(items[0].points)] * 4


def test_scores_of_a_person_come_by_item(course: Any, ben: Any) -> None:
    first, second, third = (make_item(course) for _ in range(3))
    make_score(first, ben, 0.5)
    make_score(second, ben, 0.5, override=0.9)
    make_score(third, make_student(course), 1.0)

    assert scores_of(ben, [first, second, third]) == {first.id: 0.5, second.id: 0.9}
