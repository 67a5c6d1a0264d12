"""SQLite databases with all tables and no rows: migrated once, and then copied.

Migrating takes ten seconds of processor time. What it makes is kept until a migration changes.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy import stamps
from tests.servers import migrate

ROOT = Path(__file__).resolve().parents[1]
kept: Path | None = None  # a folder for all processes and test runs, which conftest names


def copy_to(database: Path) -> None:
    """Makes the database, which nobody has opened yet; nothing outside of a test run."""
    if kept is not None:
        with _template(kept) as template:
            shutil.copyfile(template, database)


def schema_digest() -> str:
    """Of what decides which tables there are."""
    packages = (ROOT / name for name in ("courseware", "labs", "quizzes"))
    migrations = sorted(path for package in packages for path in package.rglob("migrations"))
    return stamps.digest([*migrations, ROOT / "requirements.txt", ROOT / "courseware/settings.py"])


@contextmanager
def _template(folder: Path) -> Iterator[Path]:
    """The migrated database, which no other process changes meanwhile."""
    path = folder / f"{schema_digest()}.sqlite3"
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for old in folder.glob("*.sqlite3*"):
                old.unlink()
            _make(path)
        yield path


def _make(path: Path) -> None:
    """Under another name until it is complete."""
    unfinished = path.with_suffix(".sqlite3-unfinished")
    with TemporaryDirectory() as var:
        migrate(f"sqlite:///{unfinished}", Path(var))
    unfinished.rename(path)
