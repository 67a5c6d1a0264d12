"""Work that grows with the class, done in transactions that do not.

A write lock keeps everybody else from saving on SQLite, and the rows that it holds on PostgreSQL.
So long work computes outside of transactions, writes for a moment, rests, and goes on:

    while waiting:
        with short_transaction() as turn:
            while waiting and not turn.is_over:
                write(waiting.pop())
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import connection, transaction

Row = TypeVar("Row")

MAX_SECONDS = 0.02  # seconds of writing, after which a transaction takes nothing more on
REST_FACTOR = 4.0  # times as long as was written: others get most of the time
MAX_REST_SECONDS = 0.5  # seconds


@dataclass
class Turn:
    """A short transaction under way."""

    began: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.began

    @property
    def is_over(self) -> bool:
        return self.seconds >= MAX_SECONDS


@contextmanager
def short_transaction() -> Iterator[Turn]:
    """A transaction that is to end when its turn is over; afterwards others get theirs.

    The turn begins when the database has given the lock, however long that took.
    """
    with transaction.atomic():
        turn = Turn()
        yield turn
    _rest(REST_FACTOR * turn.seconds)


def paced(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows that are each worked on in transactions of their own, with a rest as long as the work:
    without it others would find the lock free for an instant at a time."""
    for row in rows:
        began = time.perf_counter()
        yield row
        _rest(time.perf_counter() - began)


def time_limited(rows: Iterable[Row], seconds: float) -> Iterator[Row]:
    """As many of the rows as are taken within so many seconds; at least one."""
    until = time.monotonic() + seconds
    for row in rows:
        yield row
        if time.monotonic() > until:
            return


def _rest(seconds: float) -> None:
    """Inside another transaction nobody would gain by it."""
    if not connection.in_atomic_block:
        time.sleep(min(seconds, MAX_REST_SECONDS))
