"""The state of the outbox, as the health page reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.outbox.models import Dispatcher, Message
from courseware.outbox.selectors import (
    OutboxStatus,
    broker_is_down,
    outbox_status,
    queue_places,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = timedelta(hours=1)


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
    assert queue_places("tests.nothing", [1, 2, 5, 6, 7]) == {2: 1, 5: 2, 7: 3}
    assert queue_places("tests.other", [2]) == {}


def test_the_last_sweep_is_told():
    Dispatcher.objects.create(pk=1, swept_at=NOW)
    assert outbox_status().swept_at == NOW


@pytest.mark.parametrize(("since", "down"), [(None, False), (NOW, True)])
def test_the_broker_is_down_as_long_as_it_took_nothing(since: Any, down: bool):
    assert not broker_is_down()
    Dispatcher.objects.create(pk=1, unreachable_since=since)
    assert broker_is_down() is down
