"""The health page tells of each part that a submission needs, and of the one that is missing."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courseware.celery import app
from courseware.health import jobs
from courseware.outbox.models import Dispatcher, Message
from courseware.outbox.tasks import sweep
from courseware.workers import heartbeat
from courseware.workers.broker import connect_to_broker

pytestmark = pytest.mark.django_db


@pytest.fixture
def broker(settings: Any, redis_server: str) -> Iterator[Any]:
    settings.REDIS_URL = redis_server
    connect_to_broker.cache_clear()
    connection = connect_to_broker()
    connection.flushall()
    yield connection
    connection.close()
    connect_to_broker.cache_clear()


@pytest.fixture
def no_broker(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.REDIS_URL = f"unix://{tmp_path / 'nothing.sock'}"
    connect_to_broker.cache_clear()
    yield
    connect_to_broker.cache_clear()


def set_worker(broker: Any, *, refuses: str | None = None) -> None:
    """A sign of life as a worker on another machine would leave it."""
    told = json.dumps({"pid": 1, "refuses": refuses, "missing": []})
    broker.set(f"{heartbeat.PREFIX}elsewhere:1", told, ex=60)


def ask(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/health/")
    return answer.status_code, answer.json()["checks"]


def failing(checks: dict[str, Any]) -> list[str]:
    return [name for name, check in checks.items() if not check["ok"]]


def test_all_is_well_with_a_queue_and_a_worker(client: Client, broker: Any):
    set_worker(broker)
    status, checks = ask(client)
    assert (status, failing(checks)) == (200, [])
    assert checks["worker"]["workers"] == 1


def test_without_a_queue_submissions_are_said_to_be_kept(client: Client, no_broker: None):
    status, checks = ask(client)
    assert (status, failing(checks)) == (503, ["broker", "worker"])
    assert checks["broker"]["sentence"] == (
        "Redis does not respond at REDIS_URL. Submissions are kept and graded when it does."
    )


def test_a_worker_that_gave_no_sign_of_life_is_missed(client: Client, broker: Any):
    status, checks = ask(client)
    assert (status, failing(checks)) == (503, ["worker"])


def test_a_worker_that_cannot_make_the_sandbox_says_why(client: Client, broker: Any):
    set_worker(broker, refuses="User namespaces are switched off.")
    status, checks = ask(client)
    assert (status, failing(checks)) == (503, ["sandbox"])
    assert checks["sandbox"]["sentence"] == "User namespaces are switched off."


def test_a_message_that_nobody_sends_is_told(client: Client, broker: Any):
    set_worker(broker)
    message = Message.objects.create(task="labs.grade_submission", args=[1])
    assert ask(client)[0] == 200
    long_ago = timezone.now() - timedelta(minutes=5)
    Message.objects.filter(pk=message.pk).update(created_at=long_ago)
    status, checks = ask(client)
    assert (status, failing(checks)) == (503, ["outbox"])
    assert checks["outbox"]["waiting"] == 1
    Dispatcher.objects.create(pk=1, swept_at=timezone.now())
    assert ask(client)[0] == 200


def test_a_message_that_is_to_be_sent_later_is_not_missed(client: Client, broker: Any):
    set_worker(broker)
    now = timezone.now()
    message = Message.objects.create(task="tests.nothing", due_at=now + timedelta(hours=1))
    Message.objects.filter(pk=message.pk).update(created_at=now - timedelta(minutes=5))
    status, checks = ask(client)
    assert (status, checks["outbox"]["waiting"]) == (200, 0)


def test_a_sign_of_life_fades_and_goes_with_its_worker(broker: Any):
    heartbeat._write_status(None)
    (name,) = heartbeat.workers()
    assert 0 < broker.ttl(heartbeat.PREFIX + name) <= 10
    assert heartbeat.workers()[name]["refuses"] is None
    heartbeat._delete_status(None)
    assert heartbeat.workers() == {}


def set_job(broker: Any, name: str, seconds_ago: float, key: str = jobs.SUCCEEDED, **facts: Any):
    broker.hset(key, name, json.dumps({"at": time.time() - seconds_ago, **facts}))


def test_scheduled_jobs_are_given_time_for_their_first_run(client: Client, broker: Any):
    set_worker(broker)
    assert ask(client)[0] == 200
    broker.hset(jobs.EXPECTED, "sweep the outbox", time.time() - 121)
    status, checks = ask(client)
    assert (status, failing(checks)) == (503, ["scheduled"])
    assert "“sweep the outbox” has never succeeded." in checks["scheduled"]["sentence"]


def test_a_job_that_has_not_succeeded_for_long_is_named_with_its_error(client: Client, broker: Any):
    set_worker(broker)
    set_job(broker, "sweep the outbox", 5)
    set_job(broker, "hand in overdue attempts", 400)
    set_job(broker, "hand in overdue attempts", 20, jobs.FAILED, error="KeyError")
    status, checks = ask(client)
    assert (status, failing(checks)) == (503, ["scheduled"])
    said = checks["scheduled"]["sentence"]
    assert "“hand in overdue attempts” last succeeded 400 s ago and failed 20 s ago (KeyE" in said
    assert checks["scheduled"]["jobs"]["sweep the outbox"]["ok"]


def test_rows_that_a_job_left_out_are_counted(client: Client, broker: Any):
    set_worker(broker)
    set_job(broker, "hand in overdue attempts", 5, left_out=2)
    status, checks = ask(client)
    assert status == 200
    assert "2 pieces of work could not be processed" in checks["scheduled"]["sentence"]


def test_only_scheduled_tasks_leave_their_runs(broker: Any):
    @app.task(name="tests.nothing")
    def other() -> None: ...

    jobs._record_success(sweep, result={"failed": 3})
    jobs._record_success(other)
    jobs._record_failure(sweep, exception=KeyError("delivery"))
    found = {job.name: job for job in jobs.scheduled_jobs()}
    assert (found["sweep the outbox"].left_out, found["sweep the outbox"].error) == (3, "KeyError")
    assert not found["hand in overdue attempts"].ran
    assert broker.hlen(jobs.SUCCEEDED) == 1
