"""The dates that hold for one person: usual ones, extensions and what a kind grants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from courseware.items.deadlines import Window
from courseware.items.kinds import all_kinds
from courseware.items.models import Extension, Item
from courseware.people.models import User


def windows_of(items: Sequence[Item], user: User) -> dict[int, Window]:
    """By item id; of several dates the latest counts. A fixed number of queries."""
    windows = {item.id: Window(item.opens_at, item.due_at, item.closes_at) for item in items}
    dated = [item for item in items if item.due_at or item.closes_at]
    if not dated:
        return windows
    for kind in all_kinds():
        of_kind = [item for item in dated if item.kind == kind.name]
        for item_id, own in (kind.windows(of_kind, user) if of_kind else {}).items():
            windows[item_id] = windows[item_id].extended(own.due_at, own.closes_at)
    granted = Q(due_at__isnull=False) | Q(closes_at__isnull=False)
    extensions = Extension.objects.filter(granted, item__in=dated, user=user)
    for item_id, due_at, closes_at in extensions.values_list("item_id", "due_at", "closes_at"):
        windows[item_id] = windows[item_id].extended(due_at, closes_at)
    return windows


def due_dates_of(items: Sequence[Item], user: User) -> dict[int, datetime]:
    """By item id, of those with a due date, as `windows_of`."""
    windows = windows_of(items, user)
    return {pk: window.due_at for pk, window in windows.items() if window.due_at}
