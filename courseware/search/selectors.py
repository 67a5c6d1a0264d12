"""The index of a course, and what one person finds in it."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from django.utils.translation import get_language

from courseware.items.models import Course
from courseware.search.entries import entries_of
from courseware.search.index import Found, Index

MOST_COURSES = 8
_Key = tuple[int, str, datetime, str | None]
_indexes: dict[_Key, Index] = {}
_building = Lock()


def search(
    course: Course, typed: str, *, unopened: bool, now: datetime, limit: int = 50
) -> list[Found]:
    """What matches, the best first; ``unopened``: items that are not open yet are found, too.

    One query once the index has been built.
    """
    items = course.items.filter(retired=False).values_list("id", "opens_at")
    allowed = {pk for pk, opens_at in items if unopened or opens_at is None or opens_at <= now}
    return index_of(course).search(typed, allowed, limit)


def index_of(course: Course) -> Index:
    """Built when it is asked for first after the course was loaded, in each process."""
    key = (course.pk, course.files_digest, course.loaded_at, get_language())
    if (index := _indexes.get(key)) is not None:
        return index
    with _building:
        if key not in _indexes:
            for old in [each for each in _indexes if each[::3] == key[::3]]:
                del _indexes[old]
            while len(_indexes) >= MOST_COURSES:
                del _indexes[next(iter(_indexes))]
            _indexes[key] = Index(entries_of(course))
        return _indexes[key]
