"""A database that any earlier release has left is upgraded: every page opens, scores stand, and
nobody is signed out. The dumps are made by `make_dump` when a release is tagged."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.servers import create_database, postgres_program
from tests.upgrades.make_dump import DUMPS, ROOT, SECRET_KEY, file_of, read

RELEASES = sorted(file.stem for file in DUMPS.glob("*.json"))


def test_there_are_dumps_of_each_database():
    assert RELEASES
    for name in RELEASES:
        for kind in ("sqlite", "postgresql"):
            assert 10_000 < file_of(name, kind).stat().st_size < 150_000


@pytest.mark.slow
@pytest.mark.parametrize("name", RELEASES)
def test_a_release_on_sqlite_is_upgraded(name: str, tmp_path: Path):
    with contextlib.closing(sqlite3.connect(tmp_path / "courseware.sqlite3")) as database:
        database.executescript(read(name, "sqlite"))
    check(upgraded(name, "sqlite", tmp_path, ""))


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("name", RELEASES)
def test_a_release_on_postgresql_is_upgraded(name: str, tmp_path: Path, postgres_server: str):
    url = create_database(postgres_server, f"upgrade_{RELEASES.index(name)}")
    subprocess.run(
        [postgres_program("psql"), "--quiet", "--set", "ON_ERROR_STOP=1", url],
        input=read(name, "postgresql"),
        stdout=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    check(upgraded(name, "postgresql", tmp_path, url))


def upgraded(name: str, kind: str, var: Path, url: str) -> dict[str, Any]:
    """What `visit` found after the upgrade."""
    cookies = json.loads((DUMPS / f"{name}.json").read_text(encoding="utf-8"))[kind]
    environment = {**os.environ, "COURSEWARE_VAR": str(var), "SECRET_KEY": SECRET_KEY}
    environment |= {"DATABASE_URL": url, "REDIS_URL": f"unix://{var / 'nowhere.sock'}"}
    environment["LOG_LEVEL"] = "ERROR"
    process = subprocess.run(
        [sys.executable, "-m", "tests.upgrades.visit", json.dumps(cookies)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr[-5000:]
    return json.loads(process.stdout.splitlines()[-1]) | {"errors": process.stderr}


def check(found: dict[str, Any]) -> None:
    assert found["failed"] == [], found["errors"][-3000:]
    assert found["pages"] > 200
    assert found["signed_out"] == []
    assert found["scores_kept"]
    assert found["records"] == []
    assert found["messages"] > 0
    assert found["unreadable"] == []
    assert found["saved"] >= 5
    assert found["overdue"] == 0
