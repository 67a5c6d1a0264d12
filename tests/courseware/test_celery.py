"""The Celery application."""

from __future__ import annotations

import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from celery.fixups.django import DjangoWorkerFixup
from celery.signals import task_prerun
from django.conf import settings
from django.db import connection

from courseware.celery import app
from tests.site import ROOT

TASKS = {
    "courseware.delete",
    "outbox.sweep",
    "labs.grade_submission",
    "labs.run_public",
    "quizzes.finish_overdue",
    "health.record",
    "outages.credit",
    "regrades.work",
    "regrades.propose",
    "quizzes.grade_response",
    "quizzes.analyse",
}
CHILD = """
import subprocess, sys
from courseware.celery import _die_with_worker
_die_with_worker()
print("ready", flush=True)
sys.stdin.read()
"""
WORKER = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}], stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, text=True)
child.stdout.readline()
print(child.pid, flush=True)
sys.stdin.read()
"""


def test_tasks_have_the_names_that_messages_in_databases_hold():
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if not name.startswith(("celery.", "tests."))}
    assert ours >= TASKS


def test_a_task_is_acknowledged_when_it_is_done_and_stores_no_result():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.task_ignore_result
    assert app.conf.worker_prefetch_multiplier == 1


def test_every_scheduled_job_exists_and_has_the_scheduler_s_queue():
    app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in app.tasks
        assert app.conf.task_routes[entry["task"]] == {"queue": settings.SCHEDULED_QUEUE}


def test_a_connection_to_the_database_outlives_a_task(db, monkeypatch):
    connection.ensure_connection()
    closed = []
    monkeypatch.setattr(connection, "close", lambda: closed.append(True))
    task = SimpleNamespace(request=SimpleNamespace(is_eager=False))

    fixup = DjangoWorkerFixup(app)
    fixup.on_task_prerun(task)
    fixup.on_task_postrun(task)

    assert not closed


@pytest.mark.django_db(transaction=True)
def test_a_task_does_not_begin_with_a_connection_that_is_too_old(monkeypatch):
    connection.ensure_connection()
    closed = []
    monkeypatch.setattr(connection, "close", lambda: closed.append(True))

    task_prerun.send(None, task=SimpleNamespace(request={}))
    kept = not closed
    monkeypatch.setattr(connection, "close_at", 0.0)
    task_prerun.send(None, task=SimpleNamespace(request={}))

    assert kept
    assert closed


def test_a_process_of_the_pool_ends_with_its_worker():
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    child = int(worker.stdout.readline())
    assert is_running(child)
    worker.kill()
    worker.communicate()
    deadline = time.monotonic() + 60
    while is_running(child):
        if time.monotonic() > deadline:
            pytest.fail("the process outlived its worker")
        time.sleep(0.01)


def is_running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
