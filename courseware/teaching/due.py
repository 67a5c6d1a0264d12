"""What is due next, and how many students have not started it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from courseware.items.kinds import all_kinds, kind_named
from courseware.items.models import Item
from courseware.people.models import User

AHEAD = timedelta(days=14)
MOST = 6


@dataclass(frozen=True)
class DueItem:
    """``kind`` is the word for people."""

    item: Item
    kind: str
    begun: int
    students: int

    @property
    def not_begun(self) -> int:
        return max(0, self.students - self.begun)


def due_next(
    items: Sequence[Item], students: QuerySet[User], count: int, now: datetime
) -> list[DueItem]:
    """The next ones of two weeks that can be worked on, the earliest first.

    A fixed number of queries. ``count`` is the number of students.
    """
    coming = [
        item
        for item in items
        if item.due_at is not None
        and now <= item.due_at <= now + AHEAD
        and (item.opens_at is None or item.opens_at <= now)
    ]
    shown = sorted(coming, key=lambda item: (item.due_at, item.position))[:MOST]
    begun: dict[int, int] = {}
    for kind in all_kinds():
        if of_kind := [item for item in shown if item.kind == kind.name]:
            begun |= kind.begun(of_kind, students)
    return [
        DueItem(item, str(kind_named(item.kind).label), begun.get(item.pk, 0), count)
        for item in shown
    ]
