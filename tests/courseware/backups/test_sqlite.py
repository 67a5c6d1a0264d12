"""SQLite's online backup, both ways."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from courseware.backups import sqlite
from courseware.backups.manifest import BackupRefused


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty database of the site."""
    path = tmp_path / "site.sqlite3"
    monkeypatch.setattr(sqlite, "_path", lambda: path)
    return path


def write(path: Path, *values: int) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE IF NOT EXISTS numbers (n)")
        database.executemany("INSERT INTO numbers VALUES (?)", [[value] for value in values])


def numbers(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as database:
        return [n for (n,) in database.execute("SELECT n FROM numbers ORDER BY n")]


def test_a_database_without_tables_is_empty(place: Path):
    assert sqlite.is_empty()
    write(place, 1)
    assert not sqlite.is_empty()


def test_there_and_back(place: Path, tmp_path: Path):
    write(place, 1, 2)
    sqlite.dump(tmp_path / "copy")
    write(place, 3)
    sqlite.check(tmp_path / "copy")
    sqlite.restore(tmp_path / "copy")
    assert numbers(place) == [1, 2]


def test_an_open_reader_goes_on_and_then_sees_the_restored_rows(place: Path, tmp_path: Path):
    write(place, 1)
    sqlite.dump(tmp_path / "copy")
    write(place, 2)
    with closing(sqlite3.connect(place)) as reader:
        assert reader.execute("SELECT count(*) FROM numbers").fetchone() == (2,)
        sqlite.restore(tmp_path / "copy")
        assert reader.execute("SELECT count(*) FROM numbers").fetchone() == (1,)


def test_what_is_no_database(place: Path, tmp_path: Path):
    (tmp_path / "letter").write_text("Dear aunt, " * 1000)
    with pytest.raises(BackupRefused, match="damaged"):
        sqlite.check(tmp_path / "letter")
    write(place, 1)
    with pytest.raises(BackupRefused, match="is as it was"):
        sqlite.restore(tmp_path / "letter")
    assert numbers(place) == [1]


def test_a_place_that_cannot_be_written(place: Path, tmp_path: Path):
    with pytest.raises(BackupRefused, match="cannot be copied"):
        sqlite.dump(tmp_path / "no" / "such" / "folder")
