"""Look-ups of the state of the outbox."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from courseware.outbox.models import Dispatcher, Lane, Message


@dataclass(frozen=True)
class OutboxStatus:
    """Counts of unfinished messages, when the oldest was created, and when the last sweep ran."""

    waiting: int
    in_flight: int
    oldest: datetime | None
    swept_at: datetime | None


def outbox_status() -> OutboxStatus:
    """Messages that are postponed do not count as waiting."""
    due = Q(sent_at=None) & (Q(due_at=None) | Q(due_at__lte=timezone.now()))
    figures = Message.objects.filter(done_at=None).aggregate(
        waiting=Count("pk", filter=due),
        in_flight=Count("pk", filter=Q(sent_at__isnull=False)),
        oldest=Min("created_at", filter=due),
    )
    swept_at = Dispatcher.objects.values_list("swept_at", flat=True).first()
    return OutboxStatus(**figures, swept_at=swept_at)


@dataclass(frozen=True)
class LaneStatus:
    """Counts of a lane's unfinished messages; when the oldest was created that nobody has begun."""

    waiting: int
    postponed: int
    in_flight: int
    oldest: datetime | None


def lane_statuses() -> dict[str, LaneStatus]:
    """By lane, of those that have messages. One query."""
    now = timezone.now()
    unsent = Q(sent_at=None)
    due = Q(due_at=None) | Q(due_at__lte=now)
    rows = (
        Message.objects.filter(done_at=None)
        .values("lane")
        .annotate(
            waiting=Count("pk", filter=unsent & due),
            postponed=Count("pk", filter=unsent & Q(due_at__gt=now)),
            in_flight=Count("pk", filter=~unsent),
            oldest=Min("created_at", filter=Q(started_at=None) & due),
        )
    )
    return {row.pop("lane"): LaneStatus(**row) for row in rows}


_SLOW_LANES = (Lane.BACKGROUND, Lane.AUTOMATIC, Lane.PUBLIC)


def queue_places(task: str, ids: Collection[int]) -> dict[int, int]:
    """How many people's messages will be begun before those of a task with these ids, and one.

    By id, of messages that nobody has begun. It is a guess: lanes and people take turns, so that a
    later message may be begun earlier. Background work is not counted. Two queries.
    """
    open_messages = Message.objects.filter(task=task, args__in=[[pk] for pk in ids], done_at=None)
    own = dict(open_messages.filter(started_at=None).values_list("pk", "args"))
    if not own:
        return {}
    waiting = Message.objects.filter(done_at=None, started_at=None).exclude(lane__in=_SLOW_LANES)
    due = Q(due_at=None) | Q(due_at__lte=timezone.now())
    before = list(waiting.filter(due).order_by("pk").values_list("pk", flat=True))
    return {args[0]: bisect_left(before, pk) + 1 for pk, args in own.items()}


def broker_is_down() -> bool:
    """Whether the broker could not be reached when last tried."""
    return Dispatcher.objects.filter(unreachable_since__isnull=False).exists()
