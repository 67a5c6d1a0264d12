"""SQLite databases with all tables and no rows: migrated once in a test run, and then copied."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers import migrate

template: Path | None = None  # a file for all processes of a test run, which conftest names


def copy_to(database: Path) -> None:
    """Makes the database, which nobody has opened yet; nothing outside of a test run."""
    if template is not None:
        prepare(template)
        shutil.copyfile(template, database)


def prepare(path: Path) -> None:
    """Makes the template, unless it is there; of several processes one does."""
    with open(path.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _make(path)


def _make(path: Path) -> None:
    """Under another name until it is complete."""
    unfinished = path.with_suffix(".unfinished")
    with TemporaryDirectory() as var:
        migrate(f"sqlite:///{unfinished}", Path(var))
    unfinished.rename(path)
