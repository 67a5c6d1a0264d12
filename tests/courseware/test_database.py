"""SQLite with several writers: web and workers write together and none finds it locked. What both
kinds of database are asked to keep."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests import migrated
from tests.site import ROOT

WRITERS, TRANSACTIONS = 4, 60

# Reads, thinks, writes, as services do; `enqueue` is the outbox's own service.
WRITER = """
import sys, django
django.setup()
from django.db import transaction
from courseware.outbox.models import Message
from courseware.outbox.services import enqueue, mark_done
writer, transactions = int(sys.argv[1]), int(sys.argv[2])
sys.stdin.readline()
for number in range(transactions):
    with transaction.atomic():
        Message.objects.count()
        enqueue("no.such.task", writer, number)
    with transaction.atomic():
        Message.objects.filter(done_at=None).count()
        mark_done("no.such.task", writer, number)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    ours = {"DATABASE_URL", "REDIS_URL"}
    found = {name: value for name, value in os.environ.items() if name not in ours}
    found |= {"COURSEWARE_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "courseware.settings"}
    migrated.copy_to(tmp_path / "courseware.sqlite3")
    return found


@pytest.mark.slow
def test_four_writers_never_find_the_database_locked(environment: dict[str, str]):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(number), str(TRANSACTIONS)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    errors = [writer.communicate("go\n", timeout=300)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS, "\n".join(errors)
    assert [line for error in errors for line in error.splitlines() if "locked" in line] == []
    with sqlite3.connect(Path(environment["COURSEWARE_VAR"]) / "courseware.sqlite3") as database:
        done = database.execute(
            "SELECT count(*) FROM outbox_message"
            " WHERE task = 'no.such.task' AND done_at IS NOT NULL"
        ).fetchone()
    database.close()
    assert done == (WRITERS * TRANSACTIONS,)


def test_without_immediate_transactions_a_second_writer_is_locked_out(tmp_path: Path):
    """What the settings prevent: reading first, then writing after somebody else has."""
    file = tmp_path / "plain.sqlite3"
    first, second = (sqlite3.connect(file, isolation_level=None, timeout=5) for _ in range(2))
    first.execute("PRAGMA journal_mode=WAL")
    first.execute("CREATE TABLE t (n)")
    first.execute("BEGIN")
    first.execute("SELECT count(*) FROM t").fetchone()
    second.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(sqlite3.OperationalError, match="database is locked"):
        first.execute("INSERT INTO t VALUES (2)")
    first.close()
    second.close()


REPEATED = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    for number in range(6):
        cursor.execute("{query}", {values})
    print({result})
"""


def output_of(script: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", script]
    found = {"DJANGO_SETTINGS_MODULE": "courseware.settings", **os.environ, **environment}
    return subprocess.run(
        command, cwd=ROOT, env=found, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.slow
@pytest.mark.parametrize(("flag", "level"), [("0", "1"), ("1", "2")])
def test_sqlite_waits_for_the_disk_where_it_is_asked_to(tmp_path: Path, flag: str, level: str):
    script = REPEATED.format(query="PRAGMA synchronous", values="[]", result="cursor.fetchone()[0]")
    given = {"COURSEWARE_VAR": str(tmp_path), "DATABASE_URL": "", "SQLITE_FLUSH": flag}
    assert output_of(script, given) == level


@pytest.mark.slow
@pytest.mark.postgres
def test_postgresql_keeps_what_it_has_planned_unless_a_pooler_forbids_it(
    tmp_path: Path, postgres_server: str
):
    count = "cursor.execute('SELECT count(*) FROM pg_prepared_statements').fetchone()[0]"
    script = REPEATED.format(query="SELECT %s::int", values="[number]", result=count)
    given = {"COURSEWARE_VAR": str(tmp_path / "var"), "DATABASE_URL": postgres_server}
    assert output_of(script, given) == "1"
    assert output_of(script, given | {"DATABASE_PREPARED": "0"}) == "0"
