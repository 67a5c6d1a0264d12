"""A message outlives a broker that is down, and is sent until it is done."""

from __future__ import annotations

import os
import signal
from datetime import timedelta

import pytest
import redis
from django.db import transaction
from django.utils import timezone
from opentelemetry.sdk.trace import ReadableSpan
from redis.connection import UnixDomainSocketConnection

from courseware.outbox import publisher
from courseware.outbox.dispatcher import sweep
from courseware.outbox.models import Lane, Message
from courseware.outbox.selectors import broker_is_down, traceparent_of
from courseware.outbox.services import (
    enqueue,
    enqueue_many,
    extend_lease,
    forget,
    mark_done,
    retry_later,
)
from courseware.tracing import spans

pytestmark = pytest.mark.django_db(transaction=True)
TASK = "tests.nothing"


def test_a_message_is_sent_after_the_commit_and_not_before(announce, broker):
    with transaction.atomic():
        enqueue(TASK, 1)
        assert broker() == 0
    assert broker() == 1
    assert Message.objects.get().sends == 1


def test_a_message_of_a_transaction_that_failed_is_never_sent(announce, broker):
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue(TASK, 1)
        raise RuntimeError
    assert broker() == 0
    assert Message.objects.count() == 0


def test_two_messages_of_the_same_work_are_one(announce):
    with transaction.atomic():
        enqueue(TASK, 1)
        enqueue(TASK, 1)
    assert Message.objects.count() == 1


def test_many_are_stored_at_once_each_with_its_owner_and_none_twice(announce, broker):
    enqueue(TASK, 2, owner=20)
    with transaction.atomic():
        enqueue_many(TASK, {1: 10, 2: 20, 3: 30}, lane=Lane.BACKGROUND)

    stored = Message.objects.order_by("pk").values_list("args", "owner", "lane")
    assert list(stored) == [
        ([2], 20, "graded"),
        ([1], 10, "background"),
        ([3], 30, "background"),
    ]
    assert broker() == 2  # of one slot


def test_what_is_done_frees_its_place_at_once(announce, broker):
    with transaction.atomic():
        enqueue_many(TASK, {number: number for number in range(5)}, lane=Lane.GRADED)
    assert broker() == 2

    mark_done(TASK, 0)

    assert broker() == 3
    assert Message.objects.filter(done_at=None, sent_at=None).count() == 2


def test_what_is_tried_again_later_holds_no_place_meanwhile(announce, broker):
    with transaction.atomic():
        enqueue_many(TASK, {number: number for number in range(3)}, lane=Lane.GRADED)

    retry_later(TASK, 0, at=timezone.now() + timedelta(hours=1))
    assert (broker(), sweep()) == (3, 0)
    mark_done(TASK, 1)
    mark_done(TASK, 2)
    assert sweep() == 0

    Message.objects.filter(args=[0]).update(due_at=timezone.now())
    assert sweep() == 1


def test_a_lease_is_extended_only_while_the_task_runs(announce):
    enqueue(TASK, 1)
    extend_lease(TASK, 1, lease=timedelta(hours=1))
    assert Message.objects.get().lease_until is None

    Message.objects.update(started_at=timezone.now(), lease_until=timezone.now())
    extend_lease(TASK, 1, lease=timedelta(hours=1))
    assert Message.objects.get().lease_until > timezone.now() + timedelta(minutes=59)


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every connection that is tried, and for which a broker that took nothing is left alone."""
    monkeypatch.setattr(publisher, "_PAUSE_SECONDS", 1000.0)
    tried: list[object] = []
    connect = UnixDomainSocketConnection._connect

    def count(connection):
        tried.append(connection)
        return connect(connection)

    monkeypatch.setattr(UnixDomainSocketConnection, "_connect", count)
    return tried


# -- without a broker -----------------------------------------------------------------------------
def test_a_broker_that_is_down_delays_and_does_not_lose(no_broker):
    with transaction.atomic():
        enqueue(TASK, 1)
    message = Message.objects.get()
    assert (message.sent_at, message.sends) == (None, 0)
    assert broker_is_down()


def test_a_page_gives_a_broker_that_is_down_up_soon(no_broker, attempts):
    enqueue(TASK, 1)
    assert 1 <= len(attempts) <= 3  # Celery would go on for minutes
    attempts.clear()
    enqueue(TASK, 2)
    assert attempts == []


def test_when_the_broker_is_back_the_sweep_sends_what_was_kept(announce, broker):
    Message.objects.create(task=TASK, args=[1])
    assert sweep() == 1
    assert broker() == 1
    assert not broker_is_down()


def test_a_broker_that_hangs_is_not_tried_by_the_next_page(announce, redis_server, attempts):
    with redis.Redis.from_url(redis_server) as client:
        server = client.info()["process_id"]
    os.kill(server, signal.SIGSTOP)
    try:
        enqueue(TASK, 1, owner=1)
        assert attempts
        attempts.clear()
        enqueue(TASK, 2, owner=2)
        assert attempts == []
        assert broker_is_down()
    finally:
        os.kill(server, signal.SIGCONT)
    assert sweep() == 2
    assert not broker_is_down()


def test_messages_of_rows_that_are_deleted_go_with_them(announce, broker):
    enqueue_many(TASK, {1: None, 2: None, 3: None}, lane=Lane.GRADED)
    enqueue("tests.other", 1)
    mark_done(TASK, 1)

    forget(TASK, [1, 2])

    left = Message.objects.order_by("pk").values_list("task", "args")
    assert list(left) == [(TASK, [3]), ("tests.other", [1])]


# -- traces ---------------------------------------------------------------------------------------
def test_a_message_keeps_the_span_that_stored_it(no_broker, exported_spans):
    with spans.span("POST"):
        one = enqueue(TASK, 1)
        enqueue_many(TASK, {2: None, 3: None}, lane=Lane.GRADED)
    found = exported_spans.get_finished_spans()
    stored, stored_many = [span for span in found if span.name == f"enqueue {TASK}"]
    assert stored.kind.name == "PRODUCER"
    assert one.traceparent == traceparent_of(TASK, 1)
    assert one.traceparent.startswith(_span(stored))
    assert traceparent_of(TASK, 2) == traceparent_of(TASK, 3)
    assert traceparent_of(TASK, 2).startswith(_span(stored_many))


def test_a_message_that_is_not_traced_says_so(no_broker):
    assert enqueue(TASK, 1).traceparent == traceparent_of(TASK, 1) == ""


def _span(span: ReadableSpan) -> str:
    """As a traceparent has it, without the flags."""
    return f"00-{span.context.trace_id:032x}-{span.context.span_id:016x}-"
