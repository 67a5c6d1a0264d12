"""Whose work an analysis is about: all students of a course, or those of some sections."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from courseware.items.models import Course
from courseware.people.models import User
from courseware.people.policy import Access
from courseware.people.selectors import students_of


@dataclass(frozen=True)
class Scope:
    """``section_ids`` is ``None`` for the whole course."""

    section_ids: frozenset[int] | None = None

    @property
    def key(self) -> str:
        """For the database and for tasks; empty for the whole course."""
        return ",".join(map(str, sorted(self.section_ids or ())))

    def students(self, course: Course) -> QuerySet[User]:
        """The students, each once."""
        return students_of(course, self.section_ids)


WHOLE_COURSE = Scope()


def scope_of(access: Access) -> Scope:
    """What the person may see."""
    return Scope(access.section_ids)


def scope_of_key(key: str) -> Scope:
    """The scope that has this key."""
    return Scope(frozenset(map(int, key.split(","))) if key else None)
