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
from django.db.models import Case, QuerySet, When
from django.utils import timezone

from courseware.outbox import fencing, processes
from courseware.outbox.backoff import wait_after
from courseware.outbox.dispatcher import dispatch
from courseware.outbox.fencing import LeaseLost
from courseware.outbox.models import Lane, Message
from courseware.tracing import spans

log = logging.getLogger(__name__)


def enqueue(task: str, *args: Any, lane: Any = Lane.GRADED, owner: int | None = None) -> Message:
    """Stores a message for the task; ``owner`` is the id of the person whose work it is.

    ``lane`` is a `Lane`, whose members mypy takes for tuples, as it knows no types of Django. A
    task that is waiting already with the same arguments is not enqueued twice.
    """
    with spans.span(f"enqueue {task}", kind="producer"):
        values = {"lane": lane, "owner": owner, "traceparent": spans.traceparent()}
        message, _ = Message.objects.get_or_create(
            task=task, args=list(args), done_at=None, defaults=values
        )
    _dispatch_after_commit()
    return message


def enqueue_many(task: str, owners: Mapping[int, int | None], *, lane: Any) -> None:
    """One message for each id, with its owner, in a few queries."""
    with spans.span(f"enqueue {task}", kind="producer"):
        values = {"task": task, "lane": lane, "traceparent": spans.traceparent()}
        messages = [Message(args=[pk], owner=owners[pk], **values) for pk in owners]
        Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=500)
    _dispatch_after_commit()


def mark_done(task: str, *args: Any) -> None:
    """To be called in the transaction that stores the result of the work.

    Raises: LeaseLost: in a worker's task that another worker has taken over.
    """
    if _update_held(task, args, done_at=timezone.now()):
        _dispatch_after_commit()


def forget(task: str, ids: Iterable[int]) -> None:
    """Deletes the messages for rows that are deleted with all traces, done or not."""
    Message.objects.filter(task=task, args__in=[[pk] for pk in ids]).delete()


def retry_later(task: str, *args: Any, at: datetime | None = None) -> None:
    """Postpones a task that could not be done; its slot is free for others meanwhile.

    Without a time, it waits longer the more often it has been sent.

    Raises: LeaseLost: as above.
    """
    if at is None:
        sends = _open(task, args).values_list("sends", flat=True).first() or 0
        at = timezone.now() + wait_after(sends)
    released = {"sent_at": None, "started_at": None, "lease_until": None, "holder": ""}
    _update_held(task, args, **released, due_at=at)
    _dispatch_after_commit()


@contextmanager
def retry_on_failure(task: str, *args: Any) -> Iterator[None]:
    """Around the work of a task: logs any failure and retries it at growing intervals."""
    try:
        yield
    except LeaseLost:  # it is another worker's task now
        raise
    except Exception:  # the boundary of a task: whatever failed must not lose it
        log.exception("%s%s failed and is tried again later.", task, args)
        retry_later(task, *args)


def extend_lease(task: str, *args: Any, lease: timedelta) -> None:
    """Sets how long a started task may take from now on before it counts as lost.

    Raises: LeaseLost: as above. So it is also what a task asks between two of its transactions.
    """
    until = timezone.now() + lease
    # A message that waits again has no lease, but it is not lost yet either.
    _update_held(task, args, lease_until=Case(When(started_at=None, then=None), default=until))


def take(task: str, *args: Any) -> None:
    """Makes this process the holder of a started message, for work that has claims of its own."""
    started = _open(task, args).filter(started_at__isnull=False)
    started.update(holder=processes.process_identity())


def _update_held(task: str, args: tuple[Any, ...], **values: Any) -> int:
    """Updates the open message, unless this process runs its task and another one has started it.

    The row stays locked until the caller's transaction ends, so nobody takes over in between.
    """
    pk = fencing.running(task, args)
    if pk is None:
        return int(_open(task, args).update(**values))
    me = processes.process_identity()
    updated = Message.objects.filter(pk=pk, done_at=None, holder__in=["", me]).update(**values)
    if not updated and not Message.objects.filter(pk=pk, holder=me).exists():
        raise LeaseLost
    return int(updated)


def _open(task: str, args: tuple[Any, ...]) -> QuerySet[Message]:
    return Message.objects.filter(task=task, args=list(args), done_at=None)


def _dispatch_after_commit() -> None:
    transaction.on_commit(dispatch, robust=True)
