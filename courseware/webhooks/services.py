"""Adding and removing webhooks, and telling them what has changed.

Messages are made of the history of scores, which every change enters, however it was made. A
webhook takes them in order and at least once; a message that is sent again has the same id.
"""

from __future__ import annotations

import json
import logging
import secrets
from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.gradebook.models import ScoreChange
from courseware.items.models import Course
from courseware.outbox.backoff import wait_after
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue
from courseware.outgoing import NotSent
from courseware.people.models import Role, User
from courseware.webhooks.models import Webhook
from courseware.webhooks.sending import check_address, post
from courseware.webhooks.signing import headers, new_secret

log = logging.getLogger(__name__)
DELIVER = "webhooks.deliver"
TEST = "webhooks.test"
BATCH = 100  # changes in one message
SETTLED = timedelta(seconds=10)
"""How old a change must be: one with a smaller id may be stored a moment later."""
GIVE_UP_AFTER = timedelta(days=3)
MOST = 20  # webhooks of a course


class TooManyWebhooks(Exception):
    """A course has as many as it may have."""


def add_webhook(*, course: Course, url: str, by: User) -> Webhook:
    """It is notified of changes from now on.

    Raises:
        NotSent: nothing may be sent to this address.
        TooManyWebhooks
    """
    check_address(url)  # which may wait for a name server: in no transaction
    return _add(course, url, by)


@in_transaction
def _add(course: Course, url: str, by: User) -> Webhook:
    if Webhook.objects.filter(course=course).count() >= MOST:
        raise TooManyWebhooks
    last = ScoreChange.objects.aggregate(last=Max("pk"))["last"] or 0
    return Webhook.objects.create(course=course, url=url, secret=new_secret(), by=by, cursor=last)


@in_transaction
def remove_webhook(*, course: Course, pk: int) -> bool:
    """Whether there was one."""
    return bool(Webhook.objects.filter(course=course, pk=pk).delete()[0])


@in_transaction
def resume(*, course: Course, pk: int) -> bool:
    """Tries again at once, also what was given up; whether there is such a webhook."""
    fields = {"active": True, "failures": 0, "failing_since": None, "next_at": None, "error": ""}
    return bool(Webhook.objects.filter(course=course, pk=pk).update(**fields))


def send_test(pk: int) -> None:
    """Sends a message without changes, if there is still such a webhook, and notes what came of it.

    To be called by a worker: a receiver may take long to answer.
    """
    webhook = Webhook.objects.select_related("course").filter(pk=pk).first()
    if webhook is None:
        return
    sent = Webhook.objects.filter(pk=pk)
    try:
        _post(webhook, f"test_{secrets.token_hex(8)}", {"type": "test", "data": []})
    except NotSent as error:
        sent.update(error=str(error)[:300])
    else:
        sent.update(error="", sent_at=timezone.now())


def enqueue_due() -> int:
    """Enqueues the delivery for every webhook with pending changes; returns how many."""
    now = timezone.now()
    newest = ScoreChange.objects.filter(at__lt=now - SETTLED).aggregate(last=Max("pk"))["last"] or 0
    due = Webhook.objects.filter(active=True, cursor__lt=newest).exclude(next_at__gt=now)
    ids = list(due.values_list("pk", flat=True))
    for pk in ids:
        enqueue(DELIVER, pk, lane=Lane.BACKGROUND)
    return len(ids)


def deliver(pk: int) -> bool:
    """Sends one message, if there is one to send. Whether there may be more."""
    webhook = Webhook.objects.select_related("course").filter(pk=pk, active=True).first()
    if webhook is None:
        return False
    changes, last = _changes(webhook)
    if last is None:
        return False
    try:
        if changes:
            message = {"type": "scores.changed", "course": webhook.course.slug, "data": changes}
            _post(webhook, f"{webhook.pk}_{webhook.cursor}", message)
    except NotSent as error:
        _note_failure(webhook, str(error))
        return False
    _note_success(webhook, last)
    return True


def _changes(webhook: Webhook) -> tuple[list[dict[str, Any]], int | None]:
    """The next ones, of students of the course, and the last id; ``None`` where there is none."""
    settled = ScoreChange.objects.filter(pk__gt=webhook.cursor, at__lt=timezone.now() - SETTLED)
    newest = settled.aggregate(last=Max("pk"))["last"]
    if newest is None:
        return [], None
    own = settled.filter(
        score__item__course=webhook.course_id,
        score__user__enrollments__course=webhook.course_id,
        score__user__enrollments__role=Role.STUDENT,
    )
    rows = list(own.select_related("score__item", "score__user").order_by("pk")[:BATCH])
    last = rows[-1].pk if len(rows) == BATCH else newest
    return [_change(row) for row in rows], last


def _change(change: ScoreChange) -> dict[str, Any]:
    """The score as it is now, of which the change tells that it is worth looking."""
    score = change.score
    return {
        "person": score.user.username,
        "email": score.user.email,
        "kind": score.item.kind,
        "slug": score.item.slug,
        "out_of": float(score.item.points),
        "effective": None if score.item.scores_held else score.effective,
        "excused": score.excused,
        "released": not score.item.scores_held,
        "changed_at": change.at.isoformat(),
    }


def _post(webhook: Webhook, message_id: str, message: dict[str, Any]) -> None:
    now = timezone.now()
    body = json.dumps(message | {"timestamp": now.isoformat()}).encode()
    post(webhook.url, body, headers(webhook.secret, message_id, int(now.timestamp()), body))


@in_transaction
def _note_success(webhook: Webhook, last: int) -> None:
    Webhook.objects.filter(pk=webhook.pk, cursor=webhook.cursor).update(
        cursor=last,
        failures=0,
        failing_since=None,
        next_at=None,
        sent_at=timezone.now(),
        error="",
    )


@in_transaction
def _note_failure(webhook: Webhook, error: str) -> None:
    now = timezone.now()
    since = webhook.failing_since or now
    Webhook.objects.filter(pk=webhook.pk).update(
        failures=webhook.failures + 1,
        failing_since=since,
        next_at=now + wait_after(webhook.failures + 2),
        active=now - since < GIVE_UP_AFTER,
        error=error[:300],
    )
    log.warning("Webhook %s was not taken: %s", webhook.pk, error)
