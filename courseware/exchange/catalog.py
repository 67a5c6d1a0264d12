"""The tables that can be exported, by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet

from courseware.exchange import grades
from courseware.items.exports import Table
from courseware.items.kinds import all_kinds
from courseware.items.models import Course
from courseware.people.models import User


def tables_of(course: Course, students: QuerySet[User]) -> dict[str, Callable[[], Table]]:
    """Each makes the table of these students; nothing is read before its rows are."""
    found: dict[str, Callable[[], Table]] = {
        "grades": partial(grades.full, course, students),
        "canvas": partial(grades.canvas, course, students),
        "moodle": partial(grades.moodle, course, students),
        "score-changes": partial(grades.changes, course, students),
    }
    for kind in all_kinds():
        for table in kind.tables(course, students):
            found[table.name] = partial(_same, table)
    return found


def _same(table: Table) -> Table:
    return table
