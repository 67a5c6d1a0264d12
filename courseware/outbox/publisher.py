"""Hands messages to the broker, and notes when a worker begins with one."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from celery.signals import task_prerun
from django.db.models.functions import Coalesce
from django.utils import timezone
from kombu.exceptions import EncodeError, OperationalError
from redis.exceptions import RedisError

from courseware.celery import app
from courseware.database.row_errors import DATA_ERRORS, log_row_error
from courseware.outbox import processes
from courseware.outbox.models import Message

log = logging.getLogger(__name__)
USUAL_LEASE = timedelta(seconds=90)
"""How long a worker that has begun is believed to work, unless the task says how long."""

_HEADER = "outbox"
# A broker that is down, or hangs, must not hold up the page for long: the sweeper tries again.
_PATIENCE = {"socket_timeout": 2, "socket_connect_timeout": 2}  # seconds
_QUIET = 5.0  # seconds for which pages do not try a broker that took nothing
_quiet_until = 0.0


def worth_trying() -> bool:
    """Whether this process has not just found the broker away."""
    return time.monotonic() >= _quiet_until


def _publish_one(message: Message, connection: Any) -> None:
    """A row that makes no task stops no other; it stays in the outbox, and health counts it."""
    try:
        app.send_task(
            message.task,
            args=message.args,
            connection=connection,
            headers={_HEADER: message.pk},
            retry=False,
        )
    except (*DATA_ERRORS, EncodeError):
        log_row_error(message, "sent")


def publish(messages: Sequence[Message]) -> int:
    """Sends them in order until the broker takes no more; says how many it took."""
    global _quiet_until
    taken = 0
    try:
        with app.connection_for_write(transport_options=_PATIENCE) as connection:
            for message in messages:
                _publish_one(message, connection)
                taken += 1
    except (OperationalError, RedisError, OSError) as error:
        _quiet_until = time.monotonic() + _QUIET
        kept = len(messages) - taken
        log.warning("The broker cannot be reached (%s); %d messages are kept.", error, kept)
    else:
        _quiet_until = 0.0
    return taken


def connect() -> None:
    """Called when the app starts; Celery sends the signal where tasks run."""
    task_prerun.connect(_note_start, dispatch_uid="courseware.outbox")


def _note_start(task: Any, **_: Any) -> None:
    pk = task.request.get(_HEADER)
    if pk is not None:
        now = timezone.now()
        Message.objects.filter(pk=pk, done_at=None, due_at=None).update(
            sent_at=Coalesce("sent_at", now),
            started_at=now,
            lease_until=now + USUAL_LEASE,
            holder=processes.this_process(),
        )
