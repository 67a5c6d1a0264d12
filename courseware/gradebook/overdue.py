"""Whose due time is over, for a whole class."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from courseware.deadlines.selectors import granted_to, window_for
from courseware.items.models import Item
from courseware.items.registry import made_on_site


def overdue_of(
    items: Sequence[Item], people: Collection[int], now: datetime
) -> set[tuple[int, int]]:
    """Ids of items and people for whom the item was due before ``now``; one query, or none."""
    past = [
        item
        for item in items
        if item.due_at is not None and item.due_at < now and not made_on_site(item.kind)
    ]
    if not past:
        return set()
    found = {(item.pk, person) for item in past for person in people}
    granted = granted_to({item.course_id for item in past}, people)
    for course, person in granted:
        for item in past:
            if item.course_id == course:
                due = window_for(granted, item, person).due_at
                if due is not None and due >= now:
                    found.discard((item.pk, person))
    return found
