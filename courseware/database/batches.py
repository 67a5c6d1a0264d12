"""Work that grows with the class, in transactions that do not.

A write lock keeps everybody else from saving: anything on SQLite, the same rows on PostgreSQL. So
long work computes outside of transactions, writes for a moment, rests, and goes on:

    while rows:
        with short_transaction() as writing:
            write(rows.pop())  # one at least, or a very slow machine would never end
            while rows and not writing.is_over:
                write(rows.pop())
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import connection, transaction

Row = TypeVar("Row")

MAX_SECONDS = 0.02  # of writing, after which a transaction starts nothing more
REST_FACTOR = 4.0  # times as long as the writing took: others get most of the time
MAX_REST_SECONDS = 0.5


@dataclass
class WriteTurn:
    """The time that a short transaction has."""

    started_at: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.started_at

    @property
    def is_over(self) -> bool:
        return self.seconds >= MAX_SECONDS


@contextmanager
def short_transaction() -> Iterator[WriteTurn]:
    """A transaction that should end when its turn is over; then a rest, for others to write.

    On SQLite the turn starts when the lock is held, however long that took.
    """
    with transaction.atomic():
        turn = WriteTurn()
        yield turn
    _rest(REST_FACTOR * turn.seconds)


def paced(rows: Iterable[Row]) -> Iterator[Row]:
    """Yields rows with a rest after each, as long as the work on it took.

    For work in transactions of its own: without rests, others would find the lock free only for
    instants.
    """
    for row in rows:
        started_at = time.perf_counter()
        yield row
        _rest(time.perf_counter() - started_at)


def time_limited(rows: Iterable[Row], seconds: float) -> Iterator[Row]:
    """Yields rows until so many seconds have passed; at least one."""
    until = time.monotonic() + seconds
    for row in rows:
        yield row
        if time.monotonic() > until:
            return


def _rest(seconds: float) -> None:
    """Not inside another transaction, which would hold its locks meanwhile."""
    if not connection.in_atomic_block:
        time.sleep(min(seconds, MAX_REST_SECONDS))
