"""Whose due time is over, for a whole class."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from courseware.items.deadlines import Window
from courseware.items.models import Extension, Item
from courseware.items.progress import of_people


def overdue_of(
    items: Sequence[Item], people: Collection[int], now: datetime
) -> set[tuple[int, int]]:
    """Ids of items and people for whom the item was due before ``now``; one query, or none."""
    past = {item.pk: item for item in items if item.due_at is not None and item.due_at < now}
    if not past:
        return set()
    found = {(item, person) for item in past for person in people}
    extensions = of_people(Extension.objects.filter(item__in=list(past)), people)
    for extension in extensions:
        item = past[extension.item_id]
        window = Window(item.opens_at, item.due_at, item.closes_at)
        due = window.extended(extension.due_at, extension.closes_at).due_at
        if due is not None and due >= now:
            found.discard((extension.item_id, extension.user_id))
    return found
