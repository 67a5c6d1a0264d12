"""The drill: back up a site that is written to, restore it elsewhere, compare every row."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from courseware.backups import archive, folders, sqlite
from courseware.backups.manifest import BackupRefused
from courseware.backups.services import backup, restore
from tests.courseware.backups.conftest import rows_of
from tests.factories import make_course
from tests.servers import create_database, postgres_program
from tests.upgrades.make_dump import read

ROOT = Path(__file__).resolve().parents[3]
Use = Callable[[Path], None]


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("courseware.sqlite3")
    }


def test_a_site_is_restored_elsewhere_row_by_row(
    site: Path, empty: Path, use: Use, tmp_path: Path, settings: Any
):
    before = rows_of(site / "courseware.sqlite3")
    assert len(before["labs_submission"]) > 3
    manifest = backup(tmp_path / "site.zip")
    use(empty)
    assert restore(tmp_path / "site.zip").manifest == manifest
    assert rows_of(empty / "courseware.sqlite3") == before
    found = files_of(empty)
    assert found.pop("secret-key").decode() == settings.SECRET_KEY
    assert found == {name: files_of(site)[name] for name in ("mail/1.log", "uploads.bin")}


def test_the_archive_is_for_its_owner_alone(site: Path, tmp_path: Path):
    backup(tmp_path / "site.zip")
    assert (tmp_path / "site.zip").stat().st_mode & 0o077 == 0
    assert list(site.glob(".backup-*")) == []


def test_a_site_that_is_written_to_gives_a_consistent_copy(
    site: Path, empty: Path, use: Use, tmp_path: Path
):
    """Two tables get a row in one transaction, all the time: the copy must have as many of both."""
    place, stop, written = site / "courseware.sqlite3", threading.Event(), 0
    with closing(sqlite3.connect(place)) as database:
        database.executescript("CREATE TABLE one (n); CREATE TABLE two (n)")
        database.execute("PRAGMA journal_mode=WAL")

    def write() -> None:
        nonlocal written
        with closing(sqlite3.connect(place, timeout=20)) as database:
            while not stop.is_set():
                with database:
                    database.execute("INSERT INTO one VALUES (?)", [written])
                    database.execute("INSERT INTO two VALUES (?)", [written])
                written += 1

    writer = threading.Thread(target=write)
    writer.start()
    while not written:
        stop.wait(0.001)
    backup(tmp_path / "site.zip")
    stop.set()
    writer.join()
    use(empty)
    restore(tmp_path / "site.zip")
    rows = rows_of(empty / "courseware.sqlite3")
    assert 0 < len(rows["one"]) <= written
    assert rows["one"] == rows["two"]


def test_a_place_that_is_in_use_is_left_alone_without_force(site: Path, tmp_path: Path):
    backup(tmp_path / "site.zip")
    before = rows_of(site / "courseware.sqlite3")
    with closing(sqlite3.connect(site / "courseware.sqlite3")) as database, database:
        database.execute("DELETE FROM labs_submission")
    with pytest.raises(BackupRefused, match="--force"):
        restore(tmp_path / "site.zip")
    assert rows_of(site / "courseware.sqlite3")["labs_submission"] == []
    restore(tmp_path / "site.zip", force=True)
    assert rows_of(site / "courseware.sqlite3") == before


def test_files_that_are_there_are_left_alone_without_force(
    site: Path, empty: Path, use: Use, tmp_path: Path
):
    backup(tmp_path / "site.zip")
    (empty / "uploads.bin").write_text("mine")
    use(empty)
    with pytest.raises(BackupRefused, match=r"uploads\.bin exists already"):
        restore(tmp_path / "site.zip")
    assert (empty / "uploads.bin").read_text() == "mine"


def test_a_backup_of_a_newer_release_is_refused(
    site: Path, empty: Path, use: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as future:
        future.setattr("courseware.backups.manifest.release", lambda: "99.0.0")
        backup(tmp_path / "site.zip")
    use(empty)
    with pytest.raises(BackupRefused, match=r"99\.0\.0, which is newer"):
        restore(tmp_path / "site.zip")
    assert files_of(empty) == {}


def test_another_kind_of_database_is_refused(
    site: Path, empty: Path, use: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from courseware.backups import services

    backup(tmp_path / "site.zip")
    use(empty)
    monkeypatch.setattr(services, "_database", lambda: services.postgresql)
    with pytest.raises(BackupRefused, match="Set DATABASE_URL"):
        restore(tmp_path / "site.zip")


def test_a_database_that_fails_takes_the_files_back(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    backup(tmp_path / "site.zip")
    (site / "uploads.bin").write_text("newer")
    (site / "mail" / "1.log").unlink()
    before = files_of(site)

    def fail(source: Path) -> None:
        assert (site / "uploads.bin").read_bytes() == bytes(range(256))  # placed before
        raise BackupRefused("The disk is full.")

    monkeypatch.setattr(sqlite, "restore", fail)
    with pytest.raises(BackupRefused, match="disk is full"):
        restore(tmp_path / "site.zip", force=True)
    assert files_of(site) == before


def test_a_database_that_is_damaged_inside_the_archive_is_refused(
    site: Path, empty: Path, use: Use, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sqlite, "dump", lambda target: target.write_text("no database" * 999))
    backup(tmp_path / "site.zip")
    use(empty)
    with pytest.raises(BackupRefused, match="damaged"):
        restore(tmp_path / "site.zip")
    assert files_of(empty) == {}


def test_course_folders_of_the_authors_come_along(
    site: Path, empty: Path, use: Use, tmp_path: Path, settings: Any
):
    course = tmp_path / "authors" / "ml"
    (course / "chapters").mkdir(parents=True)
    (course / "chapters" / "one.md").write_text("# One\n")
    make_course(slug="theirs", source=str(course))
    make_course(slug="shipped", source=str(settings.SHIPPED_COURSE))
    make_course(slug="gone", source=str(tmp_path / "gone"))
    backup(tmp_path / "site.zip")
    use(empty)
    restored = restore(tmp_path / "site.zip")
    assert restored.courses == [empty / folders.RESTORED_COURSES / "theirs"]
    assert (restored.courses[0] / "chapters" / "one.md").read_text() == "# One\n"


def test_a_backup_in_the_data_folder_is_not_in_itself_or_the_next(site: Path):
    (site / "backups").mkdir()
    backup(site / "backups" / "1.zip")
    manifest = backup(site / "2.zip")
    assert [name for name in manifest.files if name.endswith((".zip", ".part"))] == []
    with zipfile.ZipFile(site / "2.zip") as file:
        assert file.testzip() is None


def test_no_room_for_the_copy_is_a_sentence(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "_write", full)
    with pytest.raises(BackupRefused, match="No space left on device"):
        backup(tmp_path / "site.zip")
    assert list(tmp_path.glob("site.zip*")) == []


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def postgresql_rows(url: str) -> dict[str, list[str]]:
    """All rows of all tables, each as text."""
    with psycopg.connect(url) as connection:
        names = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        rows = {}
        for (name,) in names:
            table = sql.Identifier(name)
            query = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(table)
            rows[name] = [row for (row,) in connection.execute(query).fetchall()]
    return rows


@pytest.mark.slow
@pytest.mark.postgres
def test_a_site_on_postgresql_is_restored_elsewhere_row_by_row(
    postgres_server: str, tmp_path: Path
):
    full = create_database(postgres_server, "backup_full")
    other = create_database(postgres_server, "backup_other")
    programs = postgres_program("psql").parent
    subprocess.run(
        [programs / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", full],
        input=read("v0.1.0", "postgresql"),
        stdout=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    file, path = str(tmp_path / "site.zip"), f"{programs}:{os.environ['PATH']}"
    here = {"COURSEWARE_VAR": str(tmp_path / "here"), "DATABASE_URL": full, "PATH": path}
    there = {"COURSEWARE_VAR": str(tmp_path / "there"), "DATABASE_URL": other, "PATH": path}
    made = manage("backup", file, **here)
    assert made.returncode == 0, made.stderr
    before = postgresql_rows(full)
    assert len(before["labs_submission"]) > 3

    restored = manage("restore", file, **there)
    assert restored.returncode == 0, restored.stderr
    assert postgresql_rows(other) == before
    secrets = [(tmp_path / place / "secret-key").read_text() for place in ("here", "there")]
    assert secrets[0] == secrets[1]

    refused = manage("restore", file, **there)
    assert (refused.returncode, "--force" in refused.stderr) == (1, True)
    with psycopg.connect(other) as connection:
        connection.execute("DELETE FROM labs_caserecord")
        connection.execute("CREATE TABLE of_a_newer_release (n int)")
    forced = manage("restore", file, "--force", **there)
    assert forced.returncode == 0, forced.stderr
    assert postgresql_rows(other) == before

    missing = manage("backup", f"{file}.2", **(here | {"PATH": str(tmp_path)}))
    assert "pg_dump is not on the PATH" in missing.stderr
    if (old := shutil.which("pg_dump", path="/usr/bin")) is not None:
        older = manage("backup", f"{file}.2", **(here | {"PATH": str(Path(old).parent)}))
        assert "is older" in older.stderr
