"""How long at most somebody keeps others from writing, as an outsider finds it."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

EVERY = 0.002  # seconds

# Transactions that have written, by how long ago they began.
_AGES = """
SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0) FROM pg_stat_activity
WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()
"""


@dataclass
class Watched:
    longest: float = 0.0

    def see(self, seconds: float) -> None:
        self.longest = max(self.longest, seconds)


@contextmanager
def watch_sqlite(file: Path) -> Iterator[Watched]:
    """Spans in which the write lock was taken whenever it was asked for: an upper bound."""

    def look(watched: Watched, stop: threading.Event) -> None:
        since = 0.0
        with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as database:
            while not stop.wait(EVERY):
                try:
                    database.execute("BEGIN IMMEDIATE").execute("ROLLBACK")
                except sqlite3.OperationalError:
                    since = since or time.perf_counter()
                    watched.see(time.perf_counter() - since)
                else:
                    since = 0.0

    yield from _watching(look)


@contextmanager
def watch_postgres(url: str) -> Iterator[Watched]:
    """Ages of transactions that have written something."""

    def look(watched: Watched, stop: threading.Event) -> None:
        with psycopg.connect(url, autocommit=True) as database:
            while not stop.wait(EVERY):
                watched.see(float(database.execute(_AGES).fetchone()[0]))

    yield from _watching(look)


def _watching(look: Callable[[Watched, threading.Event], None]) -> Iterator[Watched]:
    watched, stop = Watched(), threading.Event()
    thread = threading.Thread(target=look, args=(watched, stop))
    thread.start()
    try:
        yield watched
    finally:
        stop.set()
        thread.join()
