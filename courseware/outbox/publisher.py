"""Sends messages to the broker, and records when a worker starts one."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from celery.signals import task_prerun
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from kombu import Producer, pools
from kombu.exceptions import EncodeError, OperationalError
from redis.exceptions import RedisError

from courseware.celery import app
from courseware.database.row_errors import DATA_ERRORS, log_row_error
from courseware.outbox import processes
from courseware.outbox.fencing import FORMAT_HEADER, HEADER, TRACE_HEADER
from courseware.outbox.models import Message
from courseware.tracing import spans

log = logging.getLogger(__name__)
DEFAULT_LEASE = timedelta(seconds=90)
"""How long a started task may take before it counts as lost, unless the task extends it."""

# A broker that is down, or hangs, must not delay a page for long: the sweep tries again.
_TIMEOUTS = {"socket_timeout": 2, "socket_connect_timeout": 2}  # seconds
_PAUSE_SECONDS = 5.0  # without further tries after the broker could not be reached
_paused_until = 0.0


def broker_may_be_up() -> bool:
    """Whether this process has not found the broker down in the last seconds."""
    return time.monotonic() >= _paused_until


def _send(message: Message, producer: Producer) -> None:
    """Skips a row that makes no valid task; it stays in the outbox, and health counts it.

    Its span is in the message's own trace: whoever dispatches sends other people's messages, too.
    """
    with spans.span(f"send {message.task}", kind="producer", parent=message.traceparent):
        headers: dict[str, Any] = {HEADER: message.pk, FORMAT_HEADER: message.format}
        if traceparent := spans.traceparent() or message.traceparent:
            headers[TRACE_HEADER] = traceparent
        try:
            app.send_task(
                message.task, args=message.args, producer=producer, headers=headers, retry=False
            )
        except (*DATA_ERRORS, EncodeError):
            log_row_error(message, "sent")


def publish(messages: Sequence[Message]) -> int:
    """Sends messages in order until the broker takes no more; returns how many it took."""
    global _paused_until
    sent = 0
    try:
        # From a pool: to connect for each message would take longer than to send it.
        pool = pools.producers[app.connection_for_write(transport_options=_TIMEOUTS)]
        with pool.acquire(block=True) as producer:
            for message in messages:
                _send(message, producer)
                sent += 1
    except (OperationalError, RedisError, OSError) as error:
        _paused_until = time.monotonic() + _PAUSE_SECONDS
        unsent = len(messages) - sent
        log.warning("The broker cannot be reached (%s); %d messages are kept.", error, unsent)
    else:
        _paused_until = 0.0
    return sent


def connect() -> None:
    """Called when the app starts. Celery sends the signal in the process that runs a task."""
    task_prerun.connect(_record_start, dispatch_uid="courseware.outbox")


def _record_start(task: Any, **_: Any) -> None:
    """Makes this process the holder, unless another one holds the message and its lease runs.

    A broker may deliver a task twice, and a copy must not fence off the process that is at work.
    """
    pk = task.request.get(HEADER)
    if pk is None:
        return
    now = timezone.now()
    startable = Message.objects.filter(pk=pk, done_at=None, due_at=None)
    holder = startable.filter(lease_until__gte=now).values_list("holder", flat=True).first() or ""
    if holder and not processes.has_ended(holder):
        return
    startable.filter(Q(holder=holder) | Q(lease_until__lt=now)).update(
        sent_at=Coalesce("sent_at", now),
        started_at=now,
        lease_until=now + DEFAULT_LEASE,
        holder=processes.process_identity(),
    )
