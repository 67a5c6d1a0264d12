"""The state of the outbox, as the health page reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from courseware.outbox.models import Dispatcher, Message
from courseware.outbox.selectors import (
    OutboxStatus,
    broker_is_down,
    outbox_status,
    queue_places,
    traceparent_of,
)
from courseware.outbox.waiting import Place
from courseware.workers import slots

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def known_slots(no_broker: None) -> Iterator[None]:
    cache.clear()
    slots.clear_cache()
    yield
    slots.clear_cache()


def message(number: int, **fields: Any) -> Message:
    return Message.objects.create(task="tests.nothing", args=[number], **fields)


def test_an_empty_outbox_has_neither_messages_nor_a_sweep():
    assert outbox_status() == OutboxStatus(0, 0, None, None)


def test_messages_are_counted_by_what_they_wait_for():
    oldest = message(1)
    message(2, due_at=NOW - HOUR)
    message(3, due_at=NOW + HOUR)  # postponed
    message(4, sent_at=NOW)
    message(5, sent_at=NOW, done_at=NOW)
    status = outbox_status()
    assert (status.waiting, status.in_flight) == (2, 1)
    assert status.oldest == oldest.created_at


def test_the_oldest_message_is_one_that_waits():
    Message.objects.filter(pk=message(1, sent_at=NOW).pk).update(created_at=NOW - HOUR)
    waiting = message(2)
    assert outbox_status().oldest == waiting.created_at


def test_the_place_in_the_queue_counts_what_was_there_before_and_has_not_begun():
    message(1, sent_at=NOW, started_at=NOW)
    message(2, sent_at=NOW)
    message(3, lane="background")
    message(4, due_at=NOW + HOUR)
    message(5)
    message(6, done_at=NOW)
    message(7)
    places = queue_places("tests.nothing", [1, 2, 5, 6, 7])
    assert {pk: place.number for pk, place in places.items()} == {2: 1, 5: 2, 7: 3}
    assert {place.seconds for place in places.values()} == {None}
    assert queue_places("tests.other", [2]) == {}


def test_the_wait_is_expected_from_the_time_of_the_last_tasks(settings: Any):
    settings.WORKER_CONCURRENCY = 2
    message(1, sent_at=NOW, started_at=NOW - 6 * SECOND, done_at=NOW)
    message(2, sent_at=NOW, started_at=NOW)
    message(3, sent_at=NOW, started_at=NOW)
    for number in range(10, 30):
        message(number, owner=1)
    message(50, owner=2)
    places = queue_places("tests.nothing", [10, 29, 50])
    assert places[50] == Place(2, 6.0)  # the people take turns, and two tasks are half done
    assert places[10] == Place(1, 3.0)
    assert places[29].number == 21


def test_the_last_sweep_is_told():
    Dispatcher.objects.create(pk=1, swept_at=NOW)
    assert outbox_status().swept_at == NOW


@pytest.mark.parametrize(("since", "down"), [(None, False), (NOW, True)])
def test_the_broker_is_down_as_long_as_it_took_nothing(since: Any, down: bool):
    assert not broker_is_down()
    Dispatcher.objects.create(pk=1, unreachable_since=since)
    assert broker_is_down() is down


def test_the_trace_of_a_task_is_that_of_its_last_message():
    for number, args in enumerate([[1], [2], [1]]):
        Message.objects.create(
            task="tests.nothing", args=args, traceparent=f"t{number}", done_at=NOW
        )
    assert [traceparent_of("tests.nothing", pk) for pk in (1, 2, 3)] == ["t2", "t1", ""]
