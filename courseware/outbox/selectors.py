"""Look-ups of the state of the outbox."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from statistics import mean
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from courseware.outbox.formats import FORMAT
from courseware.outbox.models import Dispatcher, Lane, Message
from courseware.outbox.selection import Group
from courseware.outbox.waiting import Place, Queue
from courseware.workers import slots


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


def queue_places(task: str, ids: Collection[int]) -> dict[int, Place]:
    """Where the messages of a task with these ids are in the queue, by id, of those not begun.

    It is an estimate (`outbox.waiting`). Four queries, and one every half a minute.
    """
    args = [[pk] for pk in ids]
    own = Message.objects.filter(task=task, args__in=args, done_at=None, started_at=None)
    rows = list(own.values_list("args", "pk", "lane", "owner", "sent_at"))
    if not rows:
        return {}
    in_flight = Message.objects.filter(done_at=None, sent_at__isnull=False)
    sent = list(in_flight.order_by("pk").values_list("pk", "started_at"))
    ready = [pk for pk, started_at in sent if started_at is None]
    groups = waiting_groups(timezone.now())
    queue = Queue(
        groups=groups,
        ready=len(ready),
        running=len(sent) - len(ready),
        slots=slots.current().count,
        task_seconds=task_seconds(),
        weights=settings.QUEUE_SHARES,
    )
    by_turn = _waiting_by_turn({(lane, owner) for *_, lane, owner, sent_at in rows if not sent_at})
    places = {}
    for (pk, *_), message, lane, owner, sent_at in rows:
        if sent_at is not None:
            places[pk] = queue.ready_place(bisect_left(ready, message))
        else:
            mine = by_turn[lane, owner]
            before = bisect_left(mine, message)  # it may be postponed, and not be among them
            places[pk] = queue.place(Lane(lane), owner, before, min([*mine[:1], message]))
    return places


def waiting_groups(now: datetime) -> list[Group]:
    """What can be sent, by lane and owner."""
    rows = waiting_messages(now).values_list("lane", "owner").annotate(Min("pk"), Count("pk"))
    return [Group(Lane(lane), owner, oldest, count) for lane, owner, oldest, count in rows]


def waiting_messages(now: datetime) -> QuerySet[Message]:
    """What can be sent; a lane or format of a later release waits for one that knows it."""
    due = Q(due_at=None) | Q(due_at__lte=now)
    known = {"lane__in": Lane.values, "format__lte": FORMAT}
    return Message.objects.filter(due, done_at=None, sent_at=None, **known)


def _waiting_by_turn(turns: Collection[tuple[str, int | None]]) -> dict[Any, list[int]]:
    """Ids of what can be sent, by lane and owner, in order."""
    wanted = Q(pk__in=[])
    for lane, owner in turns:
        wanted |= Q(lane=lane, owner=owner)
    found: dict[Any, list[int]] = defaultdict(list)
    rows = waiting_messages(timezone.now()).filter(wanted).order_by("pk")
    for lane, owner, pk in rows.values_list("lane", "owner", "pk"):
        found[lane, owner].append(pk)
    return found


_SAMPLE, _CACHE_SECONDS = 200, 30


def task_seconds() -> float:
    """The mean time of the last tasks that were done; 0 where there are none."""
    return float(cache.get_or_set("outbox.task_seconds", _task_seconds, _CACHE_SECONDS) or 0.0)


def _task_seconds() -> float:
    done = Message.objects.filter(done_at__isnull=False, started_at__isnull=False).order_by("-pk")
    times = list(done.values_list("started_at", "done_at")[:_SAMPLE])
    seconds = [(end - start).total_seconds() for start, end in times]
    return max(0.0, mean(seconds)) if seconds else 0.0


def traceparent_of(task: str, *args: Any) -> str:
    """Of the span that stored the last message of a task; empty where it was not traced.

    Read backwards from the newest message, as it is asked for what was sent a moment ago.
    """
    messages = Message.objects.filter(task=task, args=list(args)).order_by("-pk")
    return messages.values_list("traceparent", flat=True).first() or ""


def broker_is_down() -> bool:
    """Whether the broker could not be reached when last tried."""
    return Dispatcher.objects.filter(unreachable_since__isnull=False).exists()
