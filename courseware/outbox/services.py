"""Enqueue, send, send again, mark done.

A view or service stores a message in its own transaction with `enqueue`; after the commit it is
sent. When the broker is down the message stays and the sweeper sends it later: grading is delayed,
never lost.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from courseware.celery import app
from courseware.outbox.models import Lane, Message

log = logging.getLogger(__name__)
RESEND_AFTER = timedelta(seconds=90)
# A broker that is down, or hangs, must not hold up the page for long: the sweeper tries again.
_PUBLISH = {"retry": False}
_PATIENCE = {"socket_timeout": 2, "socket_connect_timeout": 2}  # seconds


def enqueue(task: str, *args: Any, lane: Lane = Lane.GRADED, owner: int | None = None) -> Message:
    """To be called inside a transaction; sends the task by name once that has committed.

    ``owner`` is the id of the person whose work it is. A task that is waiting already with the
    same arguments is not enqueued twice.
    """
    message, _ = Message.objects.get_or_create(
        task=task, args=list(args), done_at=None, defaults={"lane": lane, "owner": owner}
    )
    transaction.on_commit(lambda: send(message), robust=True)
    return message


def send(message: Message) -> bool:
    """Publishes the task; says whether the broker took it."""
    try:
        with app.connection_for_write(transport_options=_PATIENCE) as connection:
            app.send_task(message.task, args=message.args, connection=connection, **_PUBLISH)
    except (OperationalError, RedisError, OSError) as error:
        log.warning("The broker cannot be reached (%s); %s is kept and sent later.", error, message)
        return False
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now(), sends=message.sends + 1)
    return True


def mark_done(task: str, *args: Any) -> None:
    """The work is done; to be called in the transaction that stores its result."""
    Message.objects.filter(task=task, args=list(args), done_at=None).update(done_at=timezone.now())


def sweep(*, resend_after: timedelta = RESEND_AFTER) -> int:
    """Sends what was never sent, and again what was sent long ago and is not done."""
    overdue = timezone.now() - resend_after
    waiting = Message.objects.filter(done_at=None).filter(Q(sent_at=None) | Q(sent_at__lt=overdue))
    sent = 0
    for message in waiting.order_by("created_at")[:500]:
        if not send(message):
            break
        sent += 1
    return sent
