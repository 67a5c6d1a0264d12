"""When items are due for one person: usual dates, extensions and what a kind grants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from courseware.items.kinds import all_kinds
from courseware.items.models import Extension, Item
from courseware.people.models import User


def due_dates_of(items: Sequence[Item], user: User) -> dict[int, datetime]:
    """By item id, of those with a due date; the latest counts. A fixed number of queries."""
    dates = {item.id: [item.due_at] for item in items if item.due_at}
    if not dates:
        return {}
    for kind in all_kinds():
        of_kind = [item for item in items if item.id in dates and item.kind == kind.name]
        for item_id, at in (kind.due_dates(of_kind, user) if of_kind else {}).items():
            dates[item_id].append(at)
    extensions = Extension.objects.filter(item__in=dates, user=user, due_at__isnull=False)
    for item_id, at in extensions.values_list("item_id", "due_at"):
        dates[item_id].append(at)
    return {item_id: max(moments) for item_id, moments in dates.items()}
