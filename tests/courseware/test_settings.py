"""Settings that depend on the environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.site import ROOT

PROGRAM = """
import json, sys
from courseware import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def read(tmp_path: Path, *names: str, **environment: str) -> dict[str, Any]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *names],
        cwd=ROOT,
        env=kept | {"COURSEWARE_VAR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_without_an_environment_the_site_is_closed_to_other_hosts_and_keeps_its_data_apart(
    tmp_path,
):
    found = read(tmp_path, "DEBUG", "ALLOWED_HOSTS", "DATABASES", "REDIS_URL", "STATIC_ROOT")
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "courseware.sqlite3")
    assert found["REDIS_URL"].startswith("unix://")
    assert found["STATIC_ROOT"] == str(tmp_path / "static")


@pytest.mark.parametrize(("https", "seconds"), [("1", 31_536_000), ("0", 0)])
def test_behind_tls_cookies_are_secure_and_browsers_stay_with_it(tmp_path, https, seconds):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
    found = read(tmp_path, *names, HTTPS=https)
    assert found == dict(zip(names, (https == "1", https == "1", seconds), strict=True))


def test_postgresql_runs_two_requests_and_keeps_its_plans(tmp_path):
    address = "postgres://u:p@db.example.org:5433/ml"
    found = read(tmp_path, "DATABASES", "REQUESTS_ABREAST", DATABASE_URL=address)
    database = found["DATABASES"]["default"]
    assert (database["HOST"], database["PORT"], found["REQUESTS_ABREAST"]) == (
        "db.example.org",
        5433,
        2,
    )
    assert database["OPTIONS"] == {"server_side_binding": True, "prepare_threshold": 3}
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)


def test_a_pooler_that_forbids_prepared_statements_gets_none(tmp_path):
    address = "postgres://u:p@db.example.org/ml"
    found = read(tmp_path, "DATABASES", DATABASE_URL=address, DATABASE_PREPARED="0")
    assert found["DATABASES"]["default"].get("OPTIONS", {}) == {}


def test_sqlite_takes_the_write_lock_at_the_start_of_a_transaction(tmp_path):
    found = read(tmp_path, "DATABASES", "REQUESTS_ABREAST", SQLITE_FLUSH="1")
    options = found["DATABASES"]["default"]["OPTIONS"]
    assert (options["transaction_mode"], found["REQUESTS_ABREAST"]) == ("IMMEDIATE", 1)
    assert options["init_command"] == "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"


def test_limits_of_connections_come_from_the_environment(tmp_path):
    found = read(tmp_path, "WEB_LIMITS", WEB_CONNECTIONS="100", WEB_BODY_MIB="4")
    assert found["WEB_LIMITS"]["connections"] == 100
    assert found["WEB_LIMITS"]["body_bytes"] == 4 * 1024 * 1024


def test_a_wrong_value_is_named():
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"WEB_BODY_MIB": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "WEB_BODY_MIB is 1; write 2 or more" in done.stderr
    assert "Traceback" not in done.stderr
