"""Fencing: a task whose message another process has taken over can write nothing any more.

A worker may sleep for longer than its lease: its machine is suspended, swaps or is stopped. When it
wakes up, another worker has started the same message, or has even done it. The holder of a message
is the fencing token. What stores a task's result also marks its message as done, in one
transaction; that raises `LeaseLost` in a process that is no longer the holder, and everything in
the transaction is rolled back.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from celery import Task
from django.utils import timezone
from prometheus_client import Counter

from courseware.outbox.formats import FORMAT
from courseware.tracing import spans

log = logging.getLogger(__name__)
TAKEOVERS = Counter("courseware_takeovers", "Tasks that a worker lost to another one.")
HEADER = "outbox"
"""The header of a task in the broker that holds the id of its message."""
FORMAT_HEADER = "outbox_format"
"""That of its format; earlier releases send none, which is the first."""
TRACE_HEADER = "traceparent"
"""The span that sent it, where it is traced (W3C Trace Context); programs may ignore it."""
LATER = timedelta(minutes=1)
"""How long a message of a later release waits for a worker of that release, again and again."""


class LeaseLost(Exception):
    """Another process has taken over; what this one has found is dropped."""


@dataclass(frozen=True)
class Running:
    """The message whose task this process runs."""

    pk: int
    task: str
    args: list[Any]


_running: ContextVar[Running | None] = ContextVar("outbox_running", default=None)


class FencedTask(Task):
    """Base class of all tasks. One that was taken over ends without an error."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        parent = self.request.get(TRACE_HEADER) or ""
        with spans.span(f"run {self.name}", kind="consumer", parent=parent):
            return self._run_fenced(args, kwargs)

    def _run_fenced(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        pk = self.request.get(HEADER)
        if pk is None:
            return super().__call__(*args, **kwargs)
        if (self.request.get(FORMAT_HEADER) or 1) > FORMAT:
            return _leave_to_a_later_release(pk, self.name, args)
        with fence(pk, self.name, list(args)):
            return super().__call__(*args, **kwargs)


def _leave_to_a_later_release(pk: int, task: str, args: tuple[Any, ...]) -> None:
    """The message waits again; the next sweep that finds it due sends it."""
    from courseware.outbox.models import Message  # this module is imported before Django is set up

    log.warning("%s%s is of a later release; a worker of that release must do it.", task, args)
    released = {"sent_at": None, "started_at": None, "lease_until": None, "holder": ""}
    due_at = timezone.now() + LATER
    Message.objects.filter(pk=pk, done_at=None).update(**released, due_at=due_at)


@contextmanager
def fence(pk: int, task: str, args: list[Any]) -> Iterator[None]:
    """Around the work of a task that was started by the message with this id."""
    token = _running.set(Running(pk, task, args))
    try:
        yield
    except LeaseLost:
        TAKEOVERS.inc()
        log.warning("%s%s was taken over by another worker.", task, tuple(args))
    finally:
        _running.reset(token)


def running(task: str, args: tuple[Any, ...]) -> int | None:
    """The id of the message, if this process runs just this task."""
    current = _running.get()
    if current is None or (current.task, current.args) != (task, list(args)):
        return None
    return current.pk
