"""The gradebook of a course for tests, made as pages make their rows."""

from __future__ import annotations

from courseware.gradebook.selectors import Row, rows_of, students_of
from courseware.items.models import Course
from courseware.items.selectors import items_of


def lines_of(course: Course) -> list[Row]:
    """The row of each student, by name."""
    return rows_of(list(students_of(course)), list(items_of(course)), course)
