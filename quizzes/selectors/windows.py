"""Dates of one person, moved by what was granted."""

from __future__ import annotations

from collections.abc import Sequence

from courseware.items.deadlines import Window
from courseware.items.models import Item
from courseware.people.models import User
from quizzes.delivery.clock import Allowance
from quizzes.models import Accommodation


def windows(items: Sequence[Item], user: User) -> dict[int, Window]:
    """By item id, for items with a date. One query for all, none where no item has one."""
    dated = [item for item in items if item.due_at or item.closes_at]
    courses = {item.course_id for item in dated}
    granted = Accommodation.objects.filter(course__in=courses, user=user) if dated else ()
    allowances: dict[tuple[int, int | None], Allowance] = {
        (row.course_id, row.item_id): row.allowance for row in granted
    }
    found = {}
    for item in dated:
        everywhere = allowances.get((item.course_id, None), Allowance())
        allowance = allowances.get((item.course_id, item.id), everywhere)
        found[item.id] = allowance.window(Window(item.opens_at, item.due_at, item.closes_at))
    return found
