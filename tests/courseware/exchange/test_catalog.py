"""The tables that can be exported."""

from __future__ import annotations

from courseware.exchange.catalog import tables_of
from courseware.people.models import User
from courseware.people.selectors import students_of


def test_each_table_has_as_many_cells_in_a_row_as_names(course, class_) -> None:
    tables = tables_of(course, students_of(course))
    assert {"grades", "canvas", "moodle", "score-changes", "submissions", "answers"} <= set(tables)
    for name, make in tables.items():
        table = make()
        assert all(len(row) == len(table.head) for row in table.rows), name


def test_students_who_may_not_be_seen_are_in_no_table(course, class_) -> None:
    for make in tables_of(course, User.objects.filter(username="fay")).values():
        assert not any("dora" in map(str, row) for row in make().rows)
