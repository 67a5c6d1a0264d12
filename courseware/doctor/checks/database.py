"""The database: whether it responds, can be written to, is up to date and has the right time."""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from courseware.doctor.clocks import compare_clock
from courseware.doctor.findings import Finding, check, failed, ok, warn
from courseware.people.models import ThrottleCounter

LEAST_POSTGRESQL = 140000


class _TakeBack(Exception):
    """Rolls back what was written to try whether it can be."""


@check("database")
def database_works() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield failed(
            "connection",
            f"The database cannot be reached ({_first_line(error)}). Check DATABASE_URL and that "
            "the server runs.",
        )
        return
    yield from _postgresql() if connection.vendor == "postgresql" else _sqlite()
    pending = _pending()
    if pending:
        yield failed(
            "migrations",
            f"{len(pending)} migrations are pending, the first is {pending[0]}. Make a backup, "
            "then run manage.py migrate.",
        )
        return
    yield ok("migrations", "All migrations are applied.")
    yield _writing()


def _pending() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _writing() -> Finding:
    try:
        with transaction.atomic():
            ThrottleCounter.objects.create(key="doctor", count=0, updated_at="2000-01-01T00:00Z")
            raise _TakeBack
    except _TakeBack:
        return ok("writing", "The database can be written to.")
    except DatabaseError as error:
        return failed(
            "writing",
            f"The database cannot be written to ({_first_line(error)}). Check the disk of the "
            "database, and that DATABASE_URL names a user who may write.",
        )


def _sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode == "wal":
        yield ok("connection", "SQLite responds; readers and writers work at the same time.")
    else:
        yield warn(
            "connection",
            f"SQLite's journal is in mode “{mode}”, so readers wait for writers. The data folder "
            "must be on a local disk; network file systems cannot do better.",
        )


def _postgresql() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        before = time.time()
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        there, after = float(cursor.fetchone()[0]), time.time()
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        unsafe = []
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"SHOW {name}")
            if cursor.fetchone()[0] == "off":
                unsafe.append(name)
    if connection.pg_version < LEAST_POSTGRESQL:
        yield failed("connection", f"PostgreSQL {version} is too old. Install 14 or newer.")
    else:
        yield ok("connection", f"PostgreSQL {version} responds.")
    if unsafe:
        yield warn(
            "durability",
            f"PostgreSQL has {', '.join(unsafe)} off: a power cut loses confirmed answers. Turn "
            "it on.",
        )
    yield compare_clock("clock of the database", there, before, after)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
