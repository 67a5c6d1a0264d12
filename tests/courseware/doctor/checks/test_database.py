"""The database, on SQLite here and on a real PostgreSQL."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from courseware.doctor.checks.database import database_works
from courseware.doctor.findings import Level
from courseware.people.models import ThrottleCounter

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.django_db
def test_a_migrated_database_is_fine_and_keeps_no_trace():
    found = {finding.name: finding.level for finding in database_works()}
    assert found == dict.fromkeys(["connection", "migrations", "writing"], Level.OK)
    assert not ThrottleCounter.objects.exists()


def doctor(**environment: str) -> dict[str, dict[str, str]]:
    """The findings on the database of a doctor elsewhere: by name, level and sentence."""
    process = subprocess.run(
        [sys.executable, "manage.py", "doctor", "--json", "--skip", "sandbox", "--skip", "files"],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    groups = json.loads(process.stdout)["groups"]
    return {finding["name"]: finding for finding in groups["database"]}


@pytest.mark.slow
def test_an_empty_database_lacks_migrations(tmp_path: Path):
    found = doctor(COURSEWARE_VAR=str(tmp_path))
    assert found["migrations"]["level"] == "failed"
    assert "items.0001_initial" in found["migrations"]["sentence"]


@pytest.mark.slow
def test_a_file_that_is_no_database(tmp_path: Path):
    (tmp_path / "courseware.sqlite3").write_text("This is a letter to my aunt. " * 100)
    found = doctor(COURSEWARE_VAR=str(tmp_path))
    assert found["connection"]["level"] == "failed"
    assert "Check DATABASE_URL" in found["connection"]["sentence"]


@pytest.mark.slow
@pytest.mark.postgres
def test_postgresql_is_asked_for_version_clock_and_durability(
    make_postgres_database: Callable[[], str], tmp_path: Path
):
    found = doctor(COURSEWARE_VAR=str(tmp_path), DATABASE_URL=make_postgres_database())
    assert "PostgreSQL 18" in found["connection"]["sentence"]
    assert found["clock of the database"]["level"] == "ok"
    assert found["writing"]["level"] == "ok"
    assert "fsync" in found["durability"]["sentence"]  # off in the server of the tests


@pytest.mark.slow
def test_a_server_that_does_not_listen(tmp_path: Path):
    found = doctor(COURSEWARE_VAR=str(tmp_path), DATABASE_URL="postgres://x@127.0.0.1:1/x")
    assert found["connection"]["level"] == "failed"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_somebody_has_locked(settings: Any):
    from django.db import connection

    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        connection.ensure_connection()
        connection.cursor().execute("PRAGMA busy_timeout = 10")
        other.execute("BEGIN IMMEDIATE")
        writing = [finding for finding in database_works() if finding.name == "writing"]
        other.execute("ROLLBACK")
    connection.close()
    assert [finding.level for finding in writing] == [Level.FAILED]
    assert "locked" in writing[0].sentence
