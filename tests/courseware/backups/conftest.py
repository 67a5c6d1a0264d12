"""Two places: one with the database of an earlier release and files, and an empty one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from courseware.backups import sqlite
from tests.upgrades.make_dump import read

Rows = dict[str, list[tuple[Any, ...]]]


@cache
def _small_class() -> str:
    """A class at work, as release 0.1.0 left it."""
    return read("v0.1.0", "sqlite")


def rows_of(file: Path) -> Rows:
    """All rows of all tables of an SQLite database."""
    with closing(sqlite3.connect(file)) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for (name,) in sorted(names)
        }


@pytest.fixture
def use(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Makes a folder the data folder of this process, with the database in it."""

    def use(folder: Path) -> None:
        settings.VAR_DIR = folder
        monkeypatch.setattr(sqlite, "_path", lambda: folder / "courseware.sqlite3")

    return use


@pytest.fixture
def site(tmp_path: Path, use: Callable[[Path], None], db: None) -> Path:
    """The place with a class, in use."""
    folder = tmp_path / "site"
    for name in ("mail", "labs/abc", "log", "static"):
        (folder / name).mkdir(parents=True)
    with closing(sqlite3.connect(folder / "courseware.sqlite3")) as database:
        database.executescript(_small_class())
    (folder / "mail" / "1.log").write_text("To: ben@example.org\n")
    (folder / "uploads.bin").write_bytes(bytes(range(256)))
    for made_again in ("labs/abc/lab.yaml", "log/web.log", "static/site.css", "loaded.stamp"):
        (folder / made_again).write_text("again\n")
    use(folder)
    return folder


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder
