"""Enqueuing tasks, marking them done and postponing them, in the caller's transaction.

After the commit, the dispatcher sends what the workers have room for. While the broker is down,
messages stay and are sent later: work is delayed, never lost.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from courseware.outbox.backoff import wait_after
from courseware.outbox.dispatcher import dispatch
from courseware.outbox.models import Lane, Message

log = logging.getLogger(__name__)


def enqueue(task: str, *args: Any, lane: Any = Lane.GRADED, owner: int | None = None) -> Message:
    """Stores a message for the task; ``owner`` is the id of the person whose work it is.

    ``lane`` is a `Lane`, whose members mypy takes for tuples, as it knows no types of Django. A
    task that is waiting already with the same arguments is not enqueued twice.
    """
    message, _ = Message.objects.get_or_create(
        task=task, args=list(args), done_at=None, defaults={"lane": lane, "owner": owner}
    )
    _dispatch_after_commit()
    return message


def enqueue_many(task: str, owners: Mapping[int, int | None], *, lane: Any) -> None:
    """One message for each id, with its owner, in a few queries."""
    messages = [Message(task=task, args=[pk], lane=lane, owner=owners[pk]) for pk in owners]
    Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=500)
    _dispatch_after_commit()


def mark_done(task: str, *args: Any) -> None:
    """To be called in the transaction that stores the result of the work."""
    if _open(task, args).update(done_at=timezone.now()):
        _dispatch_after_commit()


def forget(task: str, ids: Iterable[int]) -> None:
    """Deletes the messages for rows that are deleted with all traces, done or not."""
    Message.objects.filter(task=task, args__in=[[pk] for pk in ids]).delete()


def retry_later(task: str, *args: Any, at: datetime | None = None) -> None:
    """Postpones a task that could not be done; its slot is free for others meanwhile.

    Without a time, it waits longer the more often it has been sent.
    """
    if at is None:
        sends = _open(task, args).values_list("sends", flat=True).first() or 0
        at = timezone.now() + wait_after(sends)
    _open(task, args).update(sent_at=None, started_at=None, lease_until=None, holder="", due_at=at)
    _dispatch_after_commit()


@contextmanager
def retry_on_failure(task: str, *args: Any) -> Iterator[None]:
    """Around the work of a task: logs any failure and retries it at growing intervals."""
    try:
        yield
    except Exception:  # the boundary of a task: whatever failed must not lose it
        log.exception("%s%s failed and is tried again later.", task, args)
        retry_later(task, *args)


def extend_lease(task: str, *args: Any, lease: timedelta) -> None:
    """Sets how long a started task may take from now on before it counts as lost."""
    running = _open(task, args).filter(started_at__isnull=False)
    running.update(lease_until=timezone.now() + lease)


def _open(task: str, args: tuple[Any, ...]) -> QuerySet[Message]:
    return Message.objects.filter(task=task, args=list(args), done_at=None)


def _dispatch_after_commit() -> None:
    transaction.on_commit(dispatch, robust=True)
