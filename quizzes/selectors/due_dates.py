"""Due dates of one person, moved by what was granted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from courseware.items.models import Item
from courseware.people.models import User
from quizzes.delivery.clock import Allowance
from quizzes.models import Accommodation


def due_dates(items: Sequence[Item], user: User) -> dict[int, datetime]:
    """By item id, for items with a due date. One query for all, none where no item has one."""
    dated = [item for item in items if item.due_at]
    courses = {item.course_id for item in dated}
    granted = Accommodation.objects.filter(course__in=courses, user=user) if dated else ()
    allowances: dict[tuple[int, int | None], Allowance] = {
        (row.course_id, row.item_id): row.allowance for row in granted
    }
    dates = {}
    for item in dated:
        everywhere = allowances.get((item.course_id, None), Allowance())
        dates[item.id] = item.due_at + allowances.get((item.course_id, item.id), everywhere).shift
    return dates
