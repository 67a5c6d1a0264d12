"""Grading past attempts again by the newest revision, or a dry run of it.

A regrade is a row that says how far workers have come with it (`quizzes.services.regrade_run`).
"""

from __future__ import annotations

import time

from django.db import transaction
from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.items.models import Item
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, mark_done
from courseware.people.models import User
from quizzes import selectors
from quizzes.models import Regrade
from quizzes.services.regrade_plan import RegradePlan, RevisionKeys
from quizzes.services.regrade_run import (
    READ_TOGETHER,
    Cursor,
    RegradeRun,
    attempts_after,
    cursor_of,
    submitted_attempts,
    with_responses,
)

REGRADE = "quizzes.regrade"
TASK_SECONDS = 5.0  # seconds of one task, so that a worker is not held by one regrade


# -- starting -------------------------------------------------------------------------------------
@in_transaction
def start_regrade(*, item: Item, by: User, reason: str = "", dry_run: bool = False) -> Regrade:
    """Has workers grade again by the newest revision. Starting twice gives one regrade.

    A regrade by an older revision that still runs is ended.
    """
    Item.objects.select_for_update(no_key=True).get(pk=item.pk)  # one start at a time
    revision = selectors.current_revision(item)
    running = Regrade.objects.filter(item=item, dry_run=dry_run, state=Regrade.State.RUNNING)
    for other in running:
        if other.revision_id == revision.pk:
            return other
        other.end(Regrade.State.SUPERSEDED)
        mark_done(REGRADE, other.pk)
    regrade = Regrade.objects.create(
        item=item,
        revision=revision,
        at=timezone.now(),
        by=by,
        reason=reason[:300],
        dry_run=dry_run,
        state=Regrade.State.RUNNING,
        total=submitted_attempts(item).count(),
    )
    enqueue(REGRADE, regrade.pk, lane=Lane.BACKGROUND, owner=by.pk)
    return regrade


def apply_regrade(*, item: Item, by: User, reason: str) -> Regrade:
    """Starts a regrade and works on it until it is done, beside workers that do so too."""
    regrade = start_regrade(item=item, by=by, reason=reason)
    while regrade.state == Regrade.State.RUNNING:
        if not continue_regrade(regrade_id=regrade.pk):
            time.sleep(0.05)
        regrade.refresh_from_db()
    return regrade


def plan_regrade(*, item: Item) -> list[RegradePlan]:
    """Plans for the attempts that a regrade would change; writes nothing."""
    keys = RevisionKeys(selectors.current_revision(item))
    found: list[RegradePlan] = []
    cursor: Cursor = (None, 0)
    while attempts := list(attempts_after(item, cursor)[:READ_TOGETHER]):
        plans = [keys.plan(*row) for row in with_responses(item, attempts)]
        found += [plan for plan in plans if plan.changes]
        cursor = cursor_of(attempts[-1])
    return found


# -- working --------------------------------------------------------------------------------------
def continue_regrade(*, regrade_id: int, seconds: float = TASK_SECONDS) -> bool:
    """Works on a regrade for some seconds; the rest is put into the queue again.

    Returns whether anything was done.
    """
    regrade = Regrade.objects.select_related("item__course", "revision", "by")
    regrade = regrade.filter(pk=regrade_id, state=Regrade.State.RUNNING).first()
    if regrade is None:
        mark_done(REGRADE, regrade_id)
        return False
    until = time.monotonic() + seconds
    run = RegradeRun(regrade)
    while run.step():
        if time.monotonic() > until:
            _requeue(regrade)
            return True
    if run.finished:
        _end(regrade)
    return run.wrote or run.finished


@transaction.atomic
def _requeue(regrade: Regrade) -> None:
    mark_done(REGRADE, regrade.pk)
    enqueue(REGRADE, regrade.pk, lane=Lane.BACKGROUND, owner=regrade.by_id)


@transaction.atomic
def _end(regrade: Regrade) -> None:
    """Unless another worker or a newer regrade has ended it."""
    locked = Regrade.objects.select_for_update(no_key=True)
    for running in locked.filter(pk=regrade.pk, state=Regrade.State.RUNNING):
        running.end(Regrade.State.DONE)
    mark_done(REGRADE, regrade.pk)
