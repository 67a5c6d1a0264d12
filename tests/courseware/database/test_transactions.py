"""A transaction that the database gave up is run again; real deadlocks and lost connections."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from courseware.database.transactions import in_transaction, is_unavailable
from courseware.items.models import Course
from tests.site import ROOT

# Two courses are renamed in opposite orders, each pair of threads after both hold their first.
DEADLOCK = """
import threading, django
django.setup()
from django.db import connection
from courseware.items.models import Course
from courseware.database.transactions import in_transaction
first, second = (Course.objects.create(slug=slug, title=slug).pk for slug in ("a", "b"))
both, runs, failed = threading.Barrier(2), [], []

def rename(name, one, other):
    met = []
    @in_transaction
    def twice():
        runs.append(name)
        Course.objects.filter(pk=one).update(title=name)
        if not met:
            met.append(both.wait(60))
        Course.objects.filter(pk=other).update(title=name)
    try:
        twice()
    except Exception as error:
        failed.append(error)
    connection.close()

threads = [threading.Thread(target=rename, args=each)
           for each in (("x", first, second), ("y", second, first))]
[each.start() for each in threads]
[each.join() for each in threads]
assert not failed, failed
assert len(runs) == 3, runs
assert len(set(Course.objects.values_list("title", flat=True))) == 1
print("DEADLOCK OK")
"""

LOST = """
import django
django.setup()
from django.db import connection
from courseware.items.models import Course
from courseware.database.transactions import in_transaction
runs = []

@in_transaction
def store():
    runs.append(1)
    Course.objects.create(slug=f"lost-{len(runs)}", title="Lost")
    if len(runs) == 1:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

store()
assert list(Course.objects.filter(title="Lost").values_list("slug", flat=True)) == ["lost-2"]
print("LOST OK")
"""


@pytest.mark.postgres
def test_a_deadlock_and_a_lost_connection_cost_nothing_but_another_run(
    tmp_path: Path, make_postgres_database: Callable[[], str]
):
    environment = {
        **os.environ,
        "DATABASE_URL": make_postgres_database(),
        "COURSEWARE_VAR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "courseware.settings",
    }
    for script, expected in ((DEADLOCK, "DEADLOCK OK"), (LOST, "LOST OK")):
        command = [sys.executable, "-c", script]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert expected in done.stdout, done.stderr


@pytest.mark.django_db
def test_inside_another_transaction_it_is_part_of_that_one():
    @in_transaction
    def store() -> None:
        Course.objects.create(slug="inner", title="Inner")
        raise ValueError

    with pytest.raises(ValueError):
        store()
    assert not Course.objects.exists()


@pytest.mark.django_db
def test_a_wrong_statement_is_not_called_unavailable():
    with connection.cursor() as cursor, pytest.raises(OperationalError) as caught:
        cursor.execute("SELECT * FROM no_such_table")
    assert not is_unavailable(caught.value)
    assert not is_unavailable(ValueError("something else"))
    assert not is_unavailable(FileNotFoundError(2, "No such file or directory"))


def test_a_full_disk_is_unavailable_for_now():
    assert is_unavailable(OSError(28, "No space left on device"))
