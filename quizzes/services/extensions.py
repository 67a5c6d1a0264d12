"""What extensions and dates change: running attempts note it, late ones are judged again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.deadlines.selectors import windows_of_all
from courseware.gradebook.policy import ON_TIME, judged_again
from courseware.items.models import Item
from courseware.people.models import User
from quizzes.models import Attempt
from quizzes.services.event_log import record_event
from quizzes.services.finishing import update_gradebook


def note_extension(
    items: Sequence[Item], users: Sequence[int], granted: dict[str, Any], by: User | None
) -> None:
    """In running attempts of the people (ids). Their clocks need nothing here: they look at what is
    granted each time."""
    running = Attempt.objects.filter(item__in=items, user__in=users, submitted_at=None)
    for attempt in running.order_by("pk"):
        record_event(attempt, "allowed", at=timezone.now(), by=by, data=granted)


def judge_lateness(items: Sequence[Item], users: Sequence[int] | None, by: User | None) -> None:
    """Of the people (ids), or of all, at the quizzes; scores follow, one person after the other."""
    late = Attempt.objects.filter(
        item__in=items, late_as_received__gt=ON_TIME, submitted_at__isnull=False
    )
    if users is not None:
        late = late.filter(user__in=users)
    late = late.select_related("item__course", "user", "revision").order_by("user", "item", "pk")
    attempts = list(late)
    people = {attempt.user_id for attempt in attempts}
    windows = windows_of_all(items, people) if people else {}
    for place, theirs in groupby(attempts, lambda each: (each.item_id, each.user_id)):
        _judge(list(theirs), windows[place].due_at, by)


@in_transaction
def _judge(attempts: Sequence[Attempt], due_at: datetime | None, by: User | None) -> None:
    for attempt in attempts:
        assert attempt.received_at is not None  # it is submitted
        late_by = judged_again(attempt.late_as_received, attempt.received_at, due_at)
        if late_by != attempt.late_by:
            attempt.late_by = late_by
            attempt.save(update_fields=["late_by"])
            data = {"late_by": late_by.total_seconds()}
            record_event(attempt, "judged-again", at=timezone.now(), by=by, data=data)
    update_gradebook(attempts[0])
