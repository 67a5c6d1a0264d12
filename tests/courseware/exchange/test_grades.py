"""Grades as tables, in each layout."""

from __future__ import annotations

from courseware.exchange import grades
from courseware.people.selectors import students_of
from tests.courseware.gradebook.lines import lines_of
from tests.factories import make_score, make_student


def test_the_full_table_has_points_totals_and_columns_that_name_items(course, class_) -> None:
    table = grades.full(course, students_of(course))
    assert list(table.head) == [
        *("login", "name", "email", "sections", "First [quiz/first]", "=Second [lab/second]"),
        *("total", "percent", "letter"),
    ]
    rows = {row[0]: row for row in table.rows}
    assert rows["dora"][4:7] == [7.5, 1.5, 9.0]
    assert rows["emil"][4:6] == ["excused", None]
    assert rows["fay"][4:6] == [None, None]


def test_without_items_or_students_there_are_a_head_and_totals_of_nothing(course) -> None:
    table = grades.full(course, students_of(course))
    assert list(table.head)[4:] == ["total", "percent", "letter"] and not list(table.rows)
    make_student(course, "dora")
    (row,) = grades.full(course, students_of(course)).rows
    assert row[4:] == [0.0, None, ""]


def test_what_has_no_score_is_empty_and_not_zero(course, items, class_) -> None:
    rows = {row[0]: row for row in grades.full(course, students_of(course)).rows}
    assert rows["fay"][4:8] == [None, None, 0.0, 0.0]


def test_totals_are_those_of_the_gradebook(course, class_) -> None:
    rows = {row[0]: row for row in grades.full(course, students_of(course)).rows}
    for line in lines_of(course):
        assert rows[line.user.username][6] == round(line.total.earned, 6)


def test_canvas_has_its_five_columns_and_the_points_possible(course, class_) -> None:
    table = grades.canvas(course, students_of(course))
    rows = [list(row) for row in table.rows]
    assert list(table.head) == [
        *("Student", "ID", "SIS User ID", "SIS Login ID", "Section", "First", "=Second")
    ]
    assert rows[0] == ["    Points Possible", None, None, None, None, 10.0, 3.0]
    assert rows[1] == ["dorason, Dora", None, None, "dora", "", 7.5, 1.5]
    assert rows[2][5] == "EX"


def test_moodle_names_students_by_username_and_address(course, class_) -> None:
    table = grades.moodle(course, students_of(course))
    assert list(table.head)[:4] == ["Username", "First name", "Last name", "Email address"]
    assert next(iter(table.rows)) == ["dora", "Dora", "dorason", "dora@example.org", 7.5, 1.5]


def test_many_students_are_read_a_few_at_a_time(
    course, items, class_, monkeypatch, django_assert_num_queries
) -> None:
    for _ in range(5):
        make_score(items[0], make_student(course), 0.5)
    table = grades.full(course, students_of(course))
    with django_assert_num_queries(5):
        assert len(list(table.rows)) == 8
    monkeypatch.setattr(grades, "CHUNK", 3)
    assert len(list(grades.full(course, students_of(course)).rows)) == 8
