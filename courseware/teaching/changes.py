"""What people have changed lately: scores set by hand one by one, and many together."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from courseware.gradebook.change_log import set_by_hand
from courseware.gradebook.models import ScoreBatch, ScoreChange
from courseware.items.models import Course
from courseware.people.models import User

MOST = 8


@dataclass(frozen=True)
class Change:
    """Of one score, or with ``batch`` of many."""

    entry: ScoreChange | ScoreBatch
    batch: bool = False


def recent_changes(course: Course, students: QuerySet[User]) -> list[Change]:
    """Of the scores of these students, and of whole items; newest first. Five queries."""
    alone = set_by_hand(course, students).filter(by__isnull=False)
    together = ScoreBatch.objects.filter(course=course).select_related("by", "item")
    found = [
        *(Change(each) for each in alone[:MOST]),
        *(Change(each, True) for each in together[:MOST]),
    ]
    return sorted(found, key=lambda change: change.entry.at, reverse=True)[:MOST]
