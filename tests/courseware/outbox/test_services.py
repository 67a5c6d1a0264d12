"""A message outlives a broker that is down, and is sent again until it is done."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import redis
from django.db import transaction
from django.utils import timezone
from kombu import pools

from courseware.celery import app
from courseware.outbox.models import Message
from courseware.outbox.services import enqueue, mark_done, send, sweep

pytestmark = pytest.mark.django_db(transaction=True)
TASK = "tests.nothing"


@pytest.fixture
def broker(redis_server: str) -> Iterator[Callable[[], int]]:
    """The queue's real broker; says how many tasks were sent and not yet taken."""
    before = app.conf.broker_url
    use_broker(redis_server.replace("unix://", "redis+socket://", 1))
    with redis.Redis.from_url(redis_server) as client:
        client.flushall()
        yield lambda: client.llen("grading")
        client.flushall()
    use_broker(before)


def use_broker(url: str) -> None:
    """Celery keeps connections to the broker that it had; they are dropped with their pools."""
    app.conf.broker_url = url
    pools.reset()
    app._pool = app.amqp._producer_pool = None


def test_a_message_is_sent_after_the_commit_and_not_before(broker):
    with transaction.atomic():
        enqueue(TASK, 1)
        assert broker() == 0
    assert broker() == 1
    assert Message.objects.get().sends == 1


def test_a_message_of_a_transaction_that_failed_is_never_sent(broker):
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue(TASK, 1)
        raise RuntimeError
    assert broker() == 0
    assert Message.objects.count() == 0


def test_a_broker_that_is_down_delays_and_does_not_lose():
    with transaction.atomic():
        enqueue(TASK, 1)
    message = Message.objects.get()
    assert (message.sent_at, message.sends) == (None, 0)


def test_a_broker_that_hangs_does_not_hold_up_the_page(broker, redis_server: str):
    message = Message.objects.create(task=TASK, args=[1])
    with redis.Redis.from_url(redis_server) as client:
        server = client.info()["process_id"]
    os.kill(server, signal.SIGSTOP)
    try:
        began = time.monotonic()
        assert send(message) is False
        assert time.monotonic() - began < 10
    finally:
        os.kill(server, signal.SIGCONT)
    assert sweep() == 1


def test_the_sweeper_sends_what_was_kept(broker):
    Message.objects.create(task=TASK, args=[1])
    assert sweep() == 1
    assert broker() == 1


def test_the_sweeper_sends_again_what_was_sent_long_ago_and_is_not_done(broker):
    long_ago = timezone.now() - timedelta(hours=1)
    Message.objects.create(task=TASK, args=[1], sent_at=long_ago, sends=1)
    Message.objects.create(task=TASK, args=[2], sent_at=timezone.now(), sends=1)
    assert sweep() == 1
    assert Message.objects.get(args=[1]).sends == 2


def test_what_is_done_is_not_sent_again(broker):
    long_ago = timezone.now() - timedelta(hours=1)
    Message.objects.create(task=TASK, args=[1], sent_at=long_ago, sends=1)
    mark_done(TASK, 1)
    assert sweep() == 0


def test_two_messages_of_the_same_work_are_one(broker):
    with transaction.atomic():
        enqueue(TASK, 1)
        enqueue(TASK, 1)
    assert Message.objects.count() == 1
