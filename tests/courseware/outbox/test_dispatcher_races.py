"""Messages that end while they are dispatched, on PostgreSQL with a real Redis.

SQLite has no such races: its transactions take the write lock at their start.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site import ROOT

PREPARE = """
import json, threading, time
import django
django.setup()
from django.db import connection, connections, transaction
from django.utils import timezone
import redis
from django.conf import settings
from courseware.outbox import dispatcher
from courseware.outbox.models import Dispatcher, Message

broker = redis.Redis.from_url(settings.REDIS_URL)
broker.flushall()

def in_thread(function):
    def run():
        try:
            function()
        finally:
            connections.close_all()
    thread = threading.Thread(target=run)
    thread.start()
    return thread

def end(number):
    Message.objects.filter(args=[number]).update(done_at=timezone.now())

def report(sent):
    rows = Message.objects.order_by("pk").values_list("args__0", "sends", "sent_at")
    sends = {number: [sends, sent_at is not None] for number, sends, sent_at in rows}
    print(json.dumps({"sent": sent, "queued": broker.llen("grading"), "sends": sends}))
"""
# Another connection commits between the query that counts messages and the one that reads them.
COUNTED_AND_GONE = """
for number in (1, 2):
    Message.objects.create(task="tests.nothing", args=[number], owner=number)
select_turns = dispatcher.select_turns

def end_one_first(*args):
    in_thread(lambda: end(1)).join()
    return select_turns(*args)

dispatcher.select_turns = end_one_first
report(dispatcher.dispatch())
"""
# A dispatcher finds a message, waits for another dispatcher's lock, and finds the message done.
DONE_WHILE_LOCKED = """
Message.objects.create(task="tests.nothing", args=[1], owner=1)
Dispatcher.objects.create(pk=1)
sent = []
with transaction.atomic():
    Dispatcher.objects.select_for_update().get(pk=1)
    thread = in_thread(lambda: sent.append(dispatcher.dispatch()))
    waits = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with connection.cursor() as cursor:
        while cursor.execute(waits).fetchone() == (0,):
            time.sleep(0.01)
    end(1)
thread.join()
report(sent[0])
"""


@pytest.fixture
def environment(
    make_postgres_database: Callable[[], str], redis_server: str, tmp_path: Path
) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "courseware.settings",
        "DATABASE_URL": make_postgres_database(),
        "REDIS_URL": redis_server,
        "WORKER_CONCURRENCY": "2",
        "COURSEWARE_VAR": str(tmp_path),
    }


def run(scene: str, environment: dict[str, str]) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", PREPARE + scene],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.postgres
def test_a_message_that_ends_between_counting_and_reading_stops_no_other(environment):
    assert run(COUNTED_AND_GONE, environment) == {
        "sent": 1,
        "queued": 1,
        "sends": {"1": [0, False], "2": [1, True]},
    }


@pytest.mark.postgres
def test_a_message_that_ends_while_its_dispatcher_waits_for_the_lock_is_not_sent(environment):
    assert run(DONE_WHILE_LOCKED, environment) == {
        "sent": 0,
        "queued": 0,
        "sends": {"1": [0, False]},
    }
