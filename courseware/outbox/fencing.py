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
from typing import Any

from celery import Task
from prometheus_client import Counter

log = logging.getLogger(__name__)
TAKEOVERS = Counter("courseware_takeovers", "Tasks that a worker lost to another one.")
HEADER = "outbox"
"""The header of a task in the broker that holds the id of its message."""


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
        pk = self.request.get(HEADER)
        if pk is None:
            return super().__call__(*args, **kwargs)
        with fence(pk, self.name, list(args)):
            return super().__call__(*args, **kwargs)


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
