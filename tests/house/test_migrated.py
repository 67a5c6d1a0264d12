"""The migrated database is made once, and again after a migration has changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests import migrated


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of what was migrated, as an empty file each: the real migrations are applied below."""
    names: list[str] = []

    def migrate(url: str, var: Path) -> None:
        names.append(Path(url).name)
        Path(url.removeprefix("sqlite:///")).write_text(str(len(names)))

    monkeypatch.setattr(migrated, "migrate", migrate)
    monkeypatch.setattr(migrated, "kept", tmp_path / "kept")
    (tmp_path / "kept").mkdir()
    return names


def test_it_is_made_once_and_copied(made: list[str], tmp_path: Path):
    for name in ("one", "two"):
        migrated.copy_to(tmp_path / name)
        assert (tmp_path / name).read_text() == "1"
    assert len(made) == 1


def test_a_change_makes_a_new_one_and_forgets_the_old(
    made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    migrated.copy_to(tmp_path / "copy")
    monkeypatch.setattr(migrated, "schema_digest", lambda: "changed")
    migrated.copy_to(tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "2"
    assert [path.name for path in (tmp_path / "kept").glob("*.sqlite3*")] == ["changed.sqlite3"]


def test_what_was_left_unfinished_is_not_used(made: list[str], tmp_path: Path):
    path = tmp_path / "kept" / f"{migrated.schema_digest()}.sqlite3-unfinished"
    path.write_text("half of it")
    migrated.copy_to(tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "1"


def test_the_digest_is_that_of_migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(migrated, "ROOT", tmp_path)
    migrations = tmp_path / "labs" / "migrations"
    migrations.mkdir(parents=True)
    (tmp_path / "courseware").mkdir()
    for name in ("requirements.txt", "courseware/settings.py", "labs/migrations/0001_initial.py"):
        (tmp_path / name).write_text("1")
    before = migrated.schema_digest()
    (tmp_path / "labs/views.py").write_text("1")
    assert migrated.schema_digest() == before
    (migrations / "0002_more.py").write_text("1")
    assert migrated.schema_digest() != before


@pytest.mark.django_db
def test_the_database_of_tests_has_every_migration():
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as database:
        assert database.execute("SELECT count(*) FROM labs_submission").fetchone() == (0,)
