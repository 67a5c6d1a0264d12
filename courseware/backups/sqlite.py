"""SQLite, by its online backup: a consistent copy while others write, and the way back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from courseware.backups.manifest import BackupRefused

ENTRY = "database.sqlite3"
SECONDS = 60.0  # to wait for others


def dump(target: Path) -> None:
    """Writes the database as it is now to a file of its own. Raises: BackupRefused."""
    try:
        with closing(_open(_path())) as source, closing(_open(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    except sqlite3.Error as error:
        raise BackupRefused(f"The database cannot be copied ({error}).") from None


def is_empty() -> bool:
    """Whether the site's database has no tables."""
    with closing(_open(_path())) as database:
        count = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return bool(count == 0)


def check(source: Path) -> None:
    """Raises: BackupRefused: for a file that is no sound database."""
    try:
        with closing(_open(source)) as database:
            found = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise BackupRefused(f"The database in the archive is damaged ({found}). Use another one.")


def restore(source: Path) -> None:
    """Replaces the site's database in one transaction; readers see all of it or nothing.

    Raises: BackupRefused: the database is as it was.
    """
    connection.close()
    try:
        with closing(_open(source)) as copy, closing(_open(_path())) as database:
            copy.backup(database)
            database.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error as error:
        raise BackupRefused(
            f"The database cannot be written ({error}), and is as it was. Check the disk."
        ) from None


def _path() -> Path:
    return Path(connection.settings_dict["NAME"])


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=SECONDS)
