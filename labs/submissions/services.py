"""Accepting submissions, and queueing them to be graded again.

Work is handed to a worker through the outbox; these functions know no queue.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.database.batches import short_transaction
from courseware.database.transactions import in_transaction
from courseware.deadlines.selectors import window_of
from courseware.deadlines.window import Window
from courseware.gradebook.late_costs import cost_of
from courseware.gradebook.policy import late_by
from courseware.items.models import Item
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, enqueue_many, mark_done
from courseware.people.models import User
from labs.models import GRADE_SUBMISSION, WAITING, LabRevision, Purpose, State, Submission
from labs.submissions.code_file import check_code, normalize
from labs.submissions.lanes import lane_for
from labs.submissions.refusals import LateCost, NotOpen, TooManySubmissions

MAX_WAIT = timedelta(minutes=10)
"""How long a waiting submission blocks the next one for the same lab."""
BATCH_SIZE = 100  # submissions that one transaction queues again


def submit_code(
    *,
    item: Item,
    user: User,
    code: str,
    purpose: str = "graded",
    key: str = "",
    automatic: bool = False,
    file_name: str = "",
    accepts_late: bool = False,
) -> Submission:
    """Stores the code and enqueues its grading; the same code from the same form counts once.

    An ``automatic`` run is started by the page, not by the person. It runs the visible cases, after
    all other work, and is dropped for any newer run of the lab by the same person.

    With ``accepts_late`` the person has confirmed what submitting late costs (`LateCost`).

    Raises: SubmissionRefused: with the sentence to show; nothing is stored.
    """
    purpose = Purpose("trial" if automatic else purpose)
    code = normalize(code)
    check_code(code)
    fields = {
        "code": code,
        "file_name": file_name,
        "purpose": purpose,
        "key": _deduplication_key(key, item, purpose, code),
        "automatic": automatic,
    }
    return _create(item, user, fields, accepts_late)


@in_transaction
def _create(item: Item, user: User, fields: dict[str, Any], accepts_late: bool) -> Submission:
    # One at a time for each person, or two requests could pass the limits below together.
    User.objects.select_for_update().get(pk=user.pk)
    same = Submission.objects.filter(user=user, key=fields["key"]).first()
    if same is not None:
        return same
    now, window = timezone.now(), window_of(item, user)
    check_window(window, now, fields["purpose"])
    late = late_by(now, window.due_at)
    if fields["purpose"] == Purpose.GRADED and not accepts_late:
        _check_cost(item, user, now, late)
    _check_rate(item, user, now, fields["purpose"], fields["automatic"])
    _delete_waiting_automatic_run(item, user)
    submission = Submission.objects.create(
        item=item,
        revision=LabRevision.objects.defer("files", "visible_cases").get(item=item, current=True),
        user=user,
        late_by=late,
        late_as_received=late,
        seed=f"{secrets.randbits(128):032x}",
        **fields,
    )
    enqueue(GRADE_SUBMISSION, submission.pk, lane=_lane_of(submission, now), owner=user.pk)
    return submission


def _check_cost(item: Item, user: User, now: datetime, late: timedelta) -> None:
    """Raises: LateCost."""
    if cost := cost_of(item, user.pk, now, late):
        raise LateCost(cost)


def _delete_waiting_automatic_run(item: Item, user: User) -> None:
    """An automatic run that has not begun is of no use once there is a newer run."""
    waiting = Submission.objects.select_for_update().filter(
        item=item, user=user, automatic=True, state=State.QUEUED
    )
    for submission in waiting.only("pk"):
        mark_done(GRADE_SUBMISSION, submission.pk)
        submission.delete()


def _lane_of(submission: Submission, now: datetime) -> Lane:
    if submission.automatic:
        return Lane("automatic")
    return lane_for(submission.user, Lane("visible" if submission.is_trial else "graded"), now)


def _deduplication_key(key: str, item: Item, purpose: str, code: str) -> str:
    """The same for posts that count once. The code is part of it: a form that the browser restored
    with its old key but with other code is new work and must not be lost."""
    parts = [key or secrets.token_hex(16), str(item.pk), purpose, code]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def check_window(window: Window, now: datetime, purpose: str) -> None:
    """Raises: NotOpen. After the lab has closed, trial runs are still accepted."""
    opens_later = window.opens_at is not None and now < window.opens_at
    if (purpose == Purpose.GRADED or opens_later) and (refusal := window.refusal(now)):
        raise NotOpen(refusal)


def _check_rate(item: Item, user: User, now: datetime, purpose: str, automatic: bool) -> None:
    """Runs that a person starts and runs that the page starts have limits of their own.

    Raises: TooManySubmissions.
    """
    runs = Submission.objects.filter(user=user, automatic=automatic)
    check_pace(runs, now)
    # What waits for longer, because the grader cannot work or it is graded again, blocks nobody.
    waiting = runs.filter(
        item=item,
        purpose=purpose,
        state__in=WAITING,
        graded_at=None,
        created_at__gt=now - MAX_WAIT,
    )
    if not automatic and waiting.exists():
        raise TooManySubmissions(
            _(
                "Your last run of this lab has not finished yet. Submit this code when it is "
                "done. Your code is kept on this page."
            )
        )


def check_pace(runs: QuerySet[Any], now: datetime) -> None:
    """Of runs of one kind that a person starts, newest first. Raises: TooManySubmissions."""
    minute_ago, most = now - timedelta(minutes=1), settings.RUNS_PER_MINUTE
    recent = list(
        runs.filter(created_at__gt=minute_ago).values_list("created_at", flat=True)[:most]
    )
    if len(recent) < most:
        return
    wait = max(1, round((recent[-1] - minute_ago).total_seconds()))
    raise TooManySubmissions(
        ngettext(
            "You have reached the limit of %(most)d runs per minute. "
            "Wait %(count)d second and try again. Your code is kept on this page.",
            "You have reached the limit of %(most)d runs per minute. "
            "Wait %(count)d seconds and try again. Your code is kept on this page.",
            wait,
        )
        % {"most": most, "count": wait}
    )


def regrade(*, submissions: Iterable[Submission]) -> int:
    """Queues finished submissions again, on their own revision; returns how many.

    Scores are kept until the new verdicts replace them.
    """
    ids = iter([submission.pk for submission in submissions])
    queued = 0
    while batch := list(islice(ids, BATCH_SIZE)):
        with short_transaction():
            queued += _requeue(batch)
    return queued


def _requeue(ids: list[int]) -> int:
    finished = Submission.objects.select_for_update().filter(
        pk__in=ids, state__in=[State.DONE, State.FAILED]
    )
    owners = dict(finished.values_list("pk", "user_id"))
    Submission.objects.filter(pk__in=owners).update(
        state=State.QUEUED, claim="", tries=0, not_before=None, grader_error=""
    )
    enqueue_many(GRADE_SUBMISSION, owners, lane=Lane("background"))
    return len(owners)
