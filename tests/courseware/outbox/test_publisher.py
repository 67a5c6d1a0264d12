"""Sending messages to the broker, and recording that a worker has started one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
import redis
from django.utils import timezone

from courseware.outbox import processes, publisher
from courseware.outbox.dispatcher import dispatch
from courseware.outbox.models import Message
from courseware.tracing import spans

pytestmark = pytest.mark.django_db(transaction=True)
TASK = "tests.nothing"
SECOND = timedelta(seconds=1)


def waiting(count: int) -> list[Message]:
    return [Message.objects.create(task=TASK, args=[number]) for number in range(count)]


def test_a_message_carries_its_id_and_the_worker_says_that_it_has_begun(announce):
    waiting(1)
    dispatch()
    message = Message.objects.get()

    publisher._record_start(SimpleNamespace(request={"outbox": message.pk}))

    message.refresh_from_db()
    assert message.holder == processes.process_identity()
    assert message.lease_until - message.started_at == publisher.DEFAULT_LEASE


def test_the_start_of_a_task_that_nobody_enqueued_changes_nothing(django_assert_num_queries):
    waiting(1)

    with django_assert_num_queries(0):
        publisher._record_start(SimpleNamespace(request={}))

    assert Message.objects.get().started_at is None


def test_a_late_copy_of_a_task_that_is_to_run_later_takes_no_place(db):
    message = Message.objects.create(task=TASK, due_at=timezone.now() + SECOND * 60)

    publisher._record_start(SimpleNamespace(request={"outbox": message.pk}))

    message.refresh_from_db()
    assert (message.sent_at, message.started_at) == (None, None)


def test_messages_arrive_in_their_order_with_their_ids(
    broker: Callable[[], int], redis_server: str
):
    messages = waiting(3)
    assert publisher.publish(messages) == broker() == 3
    with redis.Redis.from_url(redis_server) as client:
        sent = [json.loads(raw)["headers"] for raw in reversed(client.lrange("grading", 0, -1))]
    assert [headers["outbox"] for headers in sent] == [message.pk for message in messages]
    assert {headers["task"] for headers in sent} == {TASK}


def test_messages_share_a_connection_to_the_broker(broker: Callable[[], int], redis_server: str):
    publisher.publish(waiting(1))
    with redis.Redis.from_url(redis_server) as client:
        before = client.info("stats")["total_connections_received"]
        publisher.publish([Message.objects.create(task=TASK, args=["next"])])
        assert client.info("stats")["total_connections_received"] == before
    assert broker() == 2


def test_a_connection_that_the_broker_has_closed_is_replaced(
    broker: Callable[[], int], redis_server: str
):
    publisher.publish(waiting(1))
    with redis.Redis.from_url(redis_server) as client:
        client.client_kill_filter(_type="normal", skipme=True)
        assert publisher.publish([Message.objects.create(task=TASK, args=["next"])]) == 1
    assert broker() == 2


def test_a_broker_that_is_down_takes_nothing_and_is_left_alone_for_a_while(
    no_broker: None, caplog: pytest.LogCaptureFixture
):
    assert publisher.broker_may_be_up()
    assert publisher.publish(waiting(2)) == 0
    assert not publisher.broker_may_be_up()
    assert "2 messages are kept" in caplog.text


def test_the_pause_ends_by_itself(no_broker: None, monkeypatch: pytest.MonkeyPatch):
    publisher.publish(waiting(1))
    later = publisher.time.monotonic() + publisher._PAUSE_SECONDS
    monkeypatch.setattr(publisher.time, "monotonic", lambda: later)
    assert publisher.broker_may_be_up()


def test_a_broker_that_is_up_again_ends_the_pause(
    broker: Callable[[], int], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(publisher, "_paused_until", float("inf"))
    assert publisher.publish(waiting(1)) == 1
    assert publisher.broker_may_be_up()


def test_a_message_that_is_done_is_not_started_again():
    (message,) = waiting(1)
    Message.objects.update(done_at=timezone.now())
    publisher._record_start(SimpleNamespace(request={"outbox": message.pk}))
    message.refresh_from_db()
    assert (message.started_at, message.holder) == (None, "")


def headers(redis_server: str) -> list[dict[str, object]]:
    """Of the tasks in the broker, in the order in which they are taken."""
    with redis.Redis.from_url(redis_server) as client:
        return [json.loads(task)["headers"] for task in reversed(client.lrange("grading", 0, -1))]


def test_a_task_goes_on_with_the_trace_of_its_message_whoever_sends_it(
    broker: Callable[[], int], redis_server: str, exported_spans
):
    sent_by = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    messages = waiting(2)
    messages[0].traceparent = sent_by
    with spans.span("POST of somebody else"):
        assert publisher.publish(messages) == 2
    first, second, other = exported_spans.get_finished_spans()
    assert (first.name, first.kind.name) == (f"send {TASK}", "PRODUCER")
    assert (f"{first.context.trace_id:032x}", second.parent) == (sent_by[3:35], None)
    assert second.context.trace_id != other.context.trace_id
    sent = [str(each["traceparent"]) for each in headers(redis_server)]
    assert [each[36:52] for each in sent] == [f"{s.context.span_id:016x}" for s in (first, second)]


def test_a_program_that_is_not_traced_hands_the_trace_on(
    broker: Callable[[], int], redis_server: str
):
    messages = waiting(2)
    messages[0].traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    publisher.publish(messages)
    first, second = headers(redis_server)
    assert first["traceparent"] == messages[0].traceparent
    assert "traceparent" not in second
