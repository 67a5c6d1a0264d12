"""Giving lost minutes back as extensions, or deciding not to."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from courseware.database.batches import paced, time_limited
from courseware.database.row_errors import process_rows
from courseware.database.transactions import in_transaction
from courseware.deadlines.grants import NO_GRANT, Grant
from courseware.deadlines.models import Extension
from courseware.deadlines.selectors import allowance_of, window_with
from courseware.deadlines.services import grant_extension
from courseware.items.models import Course
from courseware.outages.models import OutageCredit, OutageDecision
from courseware.outages.selectors import affected
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, mark_done
from courseware.people.models import User

log = logging.getLogger(__name__)
CREDIT = "outages.credit"
"""The name of the task that gives the extensions; stored messages refer to it."""
TASK_SECONDS = 5.0
MAX_REASON = 200


@in_transaction
def credit(
    *, course: Course, start: datetime, end: datetime, reason: str, by: User
) -> OutageDecision:
    """Has workers give everybody affected their minutes back. The same outage twice is one."""
    decision = _decide(course, start, end, OutageDecision.State.CREDITING, reason, by)
    if decision.credits.exists() or decision.state != OutageDecision.State.CREDITING:
        return decision
    OutageCredit.objects.bulk_create(
        [
            OutageCredit(
                decision=decision,
                item=each.item,
                user_id=each.user,
                minutes=each.minutes,
                limit_minutes=each.limit_minutes,
                dates_minutes=each.dates_minutes,
                attempts=each.attempts,
            )
            for each in affected(course, start, end)
        ],
        batch_size=500,
    )
    enqueue(CREDIT, decision.pk, lane=Lane.GRADED, owner=by.pk)
    return decision


@in_transaction
def dismiss(
    *, course: Course, start: datetime, end: datetime, reason: str, by: User
) -> OutageDecision:
    return _decide(course, start, end, OutageDecision.State.DISMISSED, reason, by)


def _decide(
    course: Course, start: datetime, end: datetime, state: Any, reason: str, by: User
) -> OutageDecision:
    """One decision on times that overlap; ``state`` is an `OutageDecision.State`."""
    Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    known = OutageDecision.objects.filter(course=course, start__lt=end, end__gt=start).first()
    return known or OutageDecision.objects.create(
        course=course,
        start=start,
        end=end,
        state=state,
        reason=reason[:MAX_REASON],
        by=by,
        at=timezone.now(),
    )


def continue_credit(*, decision_id: int, seconds: float = TASK_SECONDS) -> None:
    """Gives extensions for some seconds; the rest is put into the queue again.

    One that cannot be given is logged and left out; it is listed as not given.
    """
    decision = OutageDecision.objects.select_related("course", "by").filter(pk=decision_id).first()
    if decision is None:
        mark_done(CREDIT, decision_id)
        return
    rows = _waiting(decision).select_related("item__course", "user")
    tried = 0
    failed: list[int] = []
    for row in time_limited(paced(rows), seconds):
        tried += 1
        failed += process_rows([row], _grant, what="given the minutes back").failed
    left = _waiting(decision).exclude(pk__in=failed).exists()
    _finish(decision, more=left and tried > len(failed))


@in_transaction
def _finish(decision: OutageDecision, *, more: bool) -> None:
    mark_done(CREDIT, decision.pk)
    if more:
        enqueue(CREDIT, decision.pk, lane=Lane.GRADED, owner=decision.by_id)
    else:
        OutageDecision.objects.filter(pk=decision.pk, state=OutageDecision.State.CREDITING).update(
            state=OutageDecision.State.CREDITED
        )


def _waiting(decision: OutageDecision) -> QuerySet[OutageCredit]:
    """Those with minutes of a time limit first: their attempts are running."""
    return decision.credits.filter(granted=False).order_by("-minutes", "pk")


@in_transaction
def _grant(row: OutageCredit) -> None:
    """What the person has already stays; the minutes are added to it. Granting twice is one."""
    locked = OutageCredit.objects.select_for_update(of=("self",)).filter(pk=row.pk, granted=False)
    if not locked:
        return
    grant_extension(
        course=row.item.course,
        item=row.item,
        user=row.user,
        grant=_with_credit(row),
        reason=row.decision.reason,
        by=row.decision.by,
    )
    OutageCredit.objects.filter(pk=row.pk).update(granted=True)


def _with_credit(row: OutageCredit) -> Grant:
    """The person's own extension of the item, so much better that nothing of it is lost.

    Of several extensions the best counts and they do not add up, so it starts from what all of
    them give together.
    """
    item, user = row.item, row.user
    own = Extension.objects.filter(item=item, user=user).first()
    grant = own.grant if own is not None else NO_GRANT
    allowance = allowance_of(item, user)
    if row.dates_minutes:
        window, later = window_with(item, allowance), timedelta(minutes=row.dates_minutes)
        grant = replace(
            grant,
            due_at=window.due_at and window.due_at + later,
            closes_at=window.closes_at and window.closes_at + later,
        )
    if row.minutes:
        limit = timedelta(minutes=row.limit_minutes)
        best = allowance.limit(limit) or limit
        extra = best + timedelta(minutes=row.minutes) - limit * grant.time_factor
        grant = replace(grant, extra=max(grant.extra, extra))
    if row.attempts:
        grant = replace(grant, attempts=allowance.attempts + row.attempts)
    return grant
