"""The health page reports each part that a submission needs, and names the one that is missing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisConnectionError

from courseware.health import checks as health_checks
from courseware.health.checks import Check, run_checks
from courseware.health.log import record_minute
from courseware.health.models import HealthMinute
from courseware.outbox.models import Dispatcher, Message
from tests.courseware.health.signs import ask, failing, set_worker

pytestmark = pytest.mark.django_db


def test_all_is_well_with_a_queue_and_a_worker(client: Client, broker: Any):
    set_worker(broker)
    status, checks = ask(client)
    assert (status, failing(checks)) == (200, [])
    assert checks["worker"]["workers"] == 1


def test_without_a_queue_submissions_are_said_to_be_kept(client: Client, no_broker: None):
    status, checks = ask(client)
    assert (status, failing(checks)[:2]) == (503, ["broker", "worker"])
    assert checks["broker"]["sentence"] == (
        "Redis does not respond at REDIS_URL. Submissions are kept and will be graded when it does."
    )


def test_a_worker_that_gave_no_sign_of_life_is_missed(client: Client, broker: Any):
    record_minute([])
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


def test_a_database_that_does_not_answer_is_named_and_nothing_else_asks_it(
    broker: Any, monkeypatch: pytest.MonkeyPatch
):
    def fail() -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(connection, "cursor", fail)
    checks = run_checks()
    assert not checks["database"].ok
    assert "DATABASE_URL" in checks["database"].sentence
    assert "outbox" not in checks


def test_a_broker_that_goes_away_between_two_checks_breaks_no_page(
    broker: Any, monkeypatch: pytest.MonkeyPatch
):
    def fail() -> None:
        raise RedisConnectionError

    monkeypatch.setattr(health_checks.heartbeat, "workers", fail)
    monkeypatch.setattr(health_checks.jobs, "scheduled_jobs", fail)
    checks = run_checks()
    assert not checks["worker"].ok
    assert checks["scheduled"].facts["jobs"] == {}


def test_a_check_reports_its_facts_beside_its_sentence():
    check = Check(True, "Redis answers.", {"kind": "redis"})
    assert check.as_dict() == {"ok": True, "sentence": "Redis answers.", "kind": "redis"}


def test_a_scheduler_that_is_silent_is_missed_even_when_redis_was_started_anew(
    client: Client, broker: Any
):
    set_worker(broker)
    assert ask(client)[0] == 200
    HealthMinute.objects.update(at=timezone.now() - timedelta(minutes=7))
    status, checks = ask(client)
    assert (status, failing(checks)) == (503, ["scheduled"])
    assert checks["scheduled"]["silent_minutes"] == 7
    assert "attempts are not submitted when their time ends" in checks["scheduled"]["sentence"]


def test_a_scheduler_that_never_ran_is_missed(client: Client, broker: Any):
    set_worker(broker)
    HealthMinute.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = '2020-01-01 00:00:00+00:00'")
    assert failing(ask(client)[1]) == ["scheduled"]


def test_a_long_queue_is_said_to_be_long_and_is_no_failure(db: Any, settings: Any):
    settings.QUEUE_LONG_SECONDS = 120
    Dispatcher.objects.create(pk=1, swept_at=timezone.now())
    waiting = Message.objects.create(task="tests.nothing", args=[1])
    assert "long" not in run_checks()["outbox"].facts
    past = timezone.now() - timedelta(minutes=5)
    Message.objects.filter(pk=waiting.pk).update(created_at=past)
    found = run_checks()["outbox"]
    assert found.ok and found.facts["long"]
    assert "for 5 minutes" in found.sentence and "more workers" in found.sentence
