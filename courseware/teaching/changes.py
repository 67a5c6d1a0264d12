"""What people have changed lately: scores set by hand one by one, and many together."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from courseware.gradebook.models import SET_BY_HAND, ScoreBatch, ScoreChange
from courseware.items.models import Course
from courseware.people.models import User

MOST = 8
LOOKED_AT = 2000  # of the newest: what lies further back is not lately


@dataclass(frozen=True)
class Change:
    """Of one score, or with ``batch`` of many."""

    entry: ScoreChange | ScoreBatch
    batch: bool = False


def recent_changes(course: Course, students: QuerySet[User]) -> list[Change]:
    """Of the scores of these students, and of whole items; newest first. Four queries."""
    together = ScoreBatch.objects.filter(course=course).select_related("by", "item")
    found = [
        *(Change(each) for each in _one_by_one(course, students)),
        *(Change(each, True) for each in together[:MOST]),
    ]
    return sorted(found, key=lambda change: change.entry.at, reverse=True)[:MOST]


def _one_by_one(course: Course, students: QuerySet[User]) -> list[ScoreChange]:
    """The students are looked up by themselves: joined with them, PostgreSQL may well read all
    scores of all students to find a few changes."""
    newest = ScoreChange.objects.filter(SET_BY_HAND, score__item__course=course)
    ids = set(students.values_list("pk", flat=True))
    about = newest.values_list("pk", "score__user_id")[:LOOKED_AT]
    wanted = [pk for pk, user in about if user in ids][:MOST]
    shown = ScoreChange.objects.filter(pk__in=wanted)
    return list(shown.select_related("by", "score__user", "score__item"))
