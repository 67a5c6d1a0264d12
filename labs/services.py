"""Submissions are taken, and sent to be graded again.

Hand-over to a worker goes through the outbox; these functions know no queue.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from courseware.database.batches import short_transaction
from courseware.database.transactions import in_transaction
from courseware.gradebook.policy import late_by
from courseware.items.models import Item
from courseware.items.selectors import window_of
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, enqueue_many, mark_done
from courseware.people.models import User
from labs import uploads
from labs.grading import TASK
from labs.models import WAITING, LabRevision, Purpose, State, Submission
from labs.refusals import NotNow, Refused, TooOften
from labs.storable import objection

PER_MINUTE = 10
LONGEST_WAIT = timedelta(minutes=10)
"""For so long one submission of a lab waits alone; then an improved one may be handed in."""
TOGETHER = 100  # submissions that one transaction queues again


def submit_code(
    *,
    item: Item,
    user: User,
    code: str,
    purpose: str = Purpose.GRADED,
    key: str = "",
    automatic: bool = False,
    file_name: str = "",
) -> Submission:
    """Stores the code and enqueues its grading; the same code from the same form counts once.

    An ``automatic`` run is one that nobody asked for: it runs the visible cases, after all other
    work, and gives way to any newer run of the lab by the same person.

    Raises: Refused: with the sentence; nothing is stored.
    """
    purpose = Purpose.TRIAL if automatic else purpose
    code = uploads.normal(code)
    check_code(code)
    made = {
        "code": code,
        "file_name": file_name,
        "purpose": purpose,
        "key": _key_of(key, item, purpose, code),
        "automatic": automatic,
    }
    return _take(item, user, made)


def check_code(code: str) -> None:
    """Raises: Refused: what cannot be stored or is no code at all."""
    uploads.check_length(code)
    if trouble := objection(code) or ("" if code.strip() else "There is no code yet. Write some."):
        raise Refused(trouble)


@in_transaction
def _take(item: Item, user: User, made: dict[str, Any]) -> Submission:
    # One at a time for each person, or the limits below could be raced.
    User.objects.select_for_update().get(pk=user.pk)
    earlier = Submission.objects.filter(user=user, key=made["key"]).first()
    if earlier is not None:
        return earlier
    lateness = _admit(item, user, made["purpose"], made["automatic"])
    _drop_waiting_automatic(item, user)
    submission = Submission.objects.create(
        item=item,
        revision=LabRevision.objects.get(item=item, current=True),
        user=user,
        late_by=lateness,
        seed=f"{secrets.randbits(128):032x}",
        **made,
    )
    enqueue(TASK, submission.pk, lane=_lane_of(submission), owner=user.pk)
    return submission


def _drop_waiting_automatic(item: Item, user: User) -> None:
    """An automatic run that has not begun is of no use to anybody once there is a newer run."""
    waiting = Submission.objects.select_for_update().filter(
        item=item, user=user, automatic=True, state=State.QUEUED
    )
    for submission in waiting.only("pk"):
        mark_done(TASK, submission.pk)
        submission.delete()


def _lane_of(submission: Submission) -> Lane:
    if submission.automatic:
        return Lane.AUTOMATIC
    return Lane.VISIBLE if submission.is_trial else Lane.GRADED


def _key_of(key: str, item: Item, purpose: str, code: str) -> str:
    """What makes two posts the same. The code is part of it: a form that the browser brought
    back with its old key but with other code is new work and must not be lost."""
    parts = [key or secrets.token_hex(16), str(item.pk), purpose, code]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _admit(item: Item, user: User, purpose: str, automatic: bool) -> timedelta:
    """Says how late work handed in now is; refuses it where it cannot be taken.

    Runs that a person asked for and runs that the page starts have limits of their own.
    """
    now, window = timezone.now(), window_of(item, user)
    opens_later = window.opens_at is not None and now < window.opens_at
    if (purpose == Purpose.GRADED or opens_later) and (refusal := window.refusal(now)):
        raise NotNow(refusal)
    mine = Submission.objects.filter(user=user, automatic=automatic)
    minute_ago = now - timedelta(minutes=1)
    recent = list(
        mine.filter(created_at__gt=minute_ago).values_list("created_at", flat=True)[:PER_MINUTE]
    )
    if len(recent) == PER_MINUTE:
        wait = max(1, round((recent[-1] - minute_ago).total_seconds()))
        raise TooOften(
            f"That is more than {PER_MINUTE} runs within a minute. "
            f"Wait {wait} seconds and send it again; your code is kept on this page."
        )
    # What waits for longer, because the grader cannot work or it is graded again, blocks nobody.
    waiting = mine.filter(
        item=item,
        purpose=purpose,
        state__in=WAITING,
        graded_at=None,
        created_at__gt=now - LONGEST_WAIT,
    )
    if not automatic and waiting.exists():
        raise TooOften(
            "Your last run of this lab is not finished yet. "
            "Send this code when it is; it is kept on this page."
        )
    return late_by(now, window.due_at)


def regrade(*, submissions: Iterable[Submission]) -> int:
    """Queues finished submissions again, on their own revision; says how many.

    Scores stand until the new verdicts replace them.
    """
    ids = iter([submission.pk for submission in submissions])
    queued = 0
    while some := list(islice(ids, TOGETHER)):
        with short_transaction():
            queued += _queue_again(some)
    return queued


def _queue_again(ids: list[int]) -> int:
    finished = Submission.objects.select_for_update().filter(
        pk__in=ids, state__in=[State.DONE, State.FAILED]
    )
    owners = dict(finished.values_list("pk", "user_id"))
    Submission.objects.filter(pk__in=owners).update(
        state=State.QUEUED, claim="", tries=0, not_before=None, trouble=""
    )
    enqueue_many(TASK, owners, lane=Lane.BACKGROUND)
    return len(owners)
