"""Scheduled jobs run in a program of their own, at once and again, whatever grading does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import redis
from django.conf import settings
from django.db import connection

from courseware.health import jobs
from courseware.outbox.models import Message
from tests.servers import run_redis

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Any]:
    with run_redis(tmp_path) as url, redis.Redis.from_url(url, protocol=2) as client:
        client.url = url
        yield client


@pytest.fixture
def scheduler(queue: Any, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """As `up` starts it, on the tests' database."""
    command = [sys.executable, "-m", "celery", "-A", "courseware.scheduler", "worker"]
    command += ["--queues", "scheduled", "--pool", "solo", "--without-gossip", "--without-mingle"]
    places = {"COURSEWARE_VAR": str(settings.VAR_DIR), "REDIS_URL": queue.url}
    places |= {"DATABASE_URL": _database_url()} if _database_url() else {}
    with open(tmp_path / "scheduler.log", "wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **places}, stdout=log, stderr=log
        )
    yield process
    process.terminate()
    process.wait(120)


def _database_url() -> str:
    it = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(it['NAME']))}"
    return os.environ.get("DATABASE_URL", "").rpartition("/")[0] + f"/{it['NAME']}"


def _wait_for(true: Any, seconds: float = 180.0) -> Any:
    until = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < until
        time.sleep(0.1)
    return found


def _succeeded(queue: Any) -> dict[bytes, float]:
    return {name: json.loads(run)["at"] for name, run in queue.hgetall(jobs.SUCCEEDED).items()}


def test_all_jobs_run_at_the_start_and_again_though_nobody_takes_the_gradings(queue, scheduler):
    waiting = Message.objects.create(task="labs.grade_submission", args=[1])
    for _ in range(100):  # a backlog of gradings
        queue.lpush("grading", b"{}")
    jobs = len(settings.CELERY_BEAT_SCHEDULE)
    first = _wait_for(lambda: _succeeded(queue) if len(_succeeded(queue)) == jobs else None)
    _wait_for(lambda: Message.objects.get(pk=waiting.pk).sent_at is not None)
    _wait_for(lambda: _succeeded(queue)[b"sweep the outbox"] > first[b"sweep the outbox"])
    assert queue.llen("grading") == 101
    assert queue.keys("courseware:worker:*") == []  # it is no worker that grades


@pytest.mark.slow
def test_it_survives_a_queue_that_goes_and_comes_back(tmp_path, queue, scheduler):
    _wait_for(lambda: _succeeded(queue))
    queue.client_kill_filter(_type="normal", skipme=True)
    queue.delete(jobs.SUCCEEDED)
    _wait_for(lambda: _succeeded(queue))
    assert scheduler.poll() is None
