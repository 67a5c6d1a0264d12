"""Look-ups of the state of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from courseware.outbox.models import Dispatcher, Message


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


def broker_is_down() -> bool:
    """Whether the broker could not be reached when last tried."""
    return Dispatcher.objects.filter(unreachable_since__isnull=False).exists()
