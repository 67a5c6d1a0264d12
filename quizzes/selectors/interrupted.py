"""Attempts with a time limit that were under way in an outage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from courseware.items.interrupted import Interrupted
from courseware.items.models import Item
from quizzes.models import Attempt, Event

CLOCK_IS_LATE = timedelta(minutes=10)
"""After an outage, the clock hands in what has ended meanwhile within this time."""


def interrupted(items: Sequence[Item], start: datetime, end: datetime) -> list[Interrupted]:
    """Two queries. An attempt that the clock has handed in since is one whose time has ended."""
    by_clock = Event.objects.filter(attempt=OuterRef("pk"), name="finished", by=None)
    attempts = (
        Attempt.objects.filter(item__in=items, started_at__lt=end)
        .filter(Q(submitted_at=None) | Q(submitted_at__gt=start))
        .annotate(by_clock=Exists(by_clock))
        .select_related("revision")
        .order_by("pk")
    )
    found = []
    for attempt in attempts:
        limit = attempt.revision.delivery.limit
        if limit is None:
            continue
        until = min(end, attempt.submitted_at or end)
        if attempt.by_clock and attempt.submitted_at <= end + CLOCK_IS_LATE:
            until = end
        ended = bool(attempt.by_clock) and attempt.submitted_at <= end + CLOCK_IS_LATE
        lost = until - max(start, attempt.started_at)
        if lost > timedelta():
            found.append(Interrupted(attempt.item_id, attempt.user_id, lost, limit, ended))
    return found
