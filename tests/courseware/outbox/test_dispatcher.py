"""What is in flight and what is lost, with a real broker and messages as workers leave them."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta

import pytest
import redis
from django.db import connections
from django.utils import timezone

from courseware.outbox.dispatcher import QUEUE_TIMEOUT, START_TIMEOUT, dispatch, sweep
from courseware.outbox.models import VISITORS, Lane, Message
from courseware.workers import slots

pytestmark = pytest.mark.django_db(transaction=True)
TASK = "tests.nothing"
SECOND = timedelta(seconds=1)


def waiting(count: int, *, owner: int | None = None, lane: Lane = Lane.GRADED) -> None:
    first = Message.objects.count()
    Message.objects.bulk_create(
        Message(task=TASK, args=[number], lane=lane, owner=number if owner is None else owner)
        for number in range(first, first + count)
    )


def begin(
    message: Message, *, lease: timedelta = SECOND * 60, holder: str = "elsewhere 1 1"
) -> None:
    Message.objects.filter(pk=message.pk).update(
        started_at=timezone.now(), lease_until=timezone.now() + lease, holder=holder
    )


def in_flight() -> list[int]:
    sent = Message.objects.filter(done_at=None, sent_at__isnull=False)
    return list(sent.order_by("pk").values_list("args__0", flat=True))


def test_two_messages_for_each_slot_of_all_workers_are_sent(announce, broker):
    waiting(20)
    announce(3)

    assert (dispatch(), broker()) == (6, 6)
    assert dispatch() == 0


def test_what_is_ready_is_used_up_before_more_is_sent_and_then_several_together(announce, broker):
    waiting(20)
    announce(3)
    dispatch()

    sent = []
    for number in range(6):
        Message.objects.filter(args=[number]).update(done_at=timezone.now())
        sent.append(dispatch())

    assert sent == [0, 0, 3, 0, 0, 3]


def test_without_a_worker_as_many_are_sent_as_one_would_take(announce, broker, settings):
    announce(None)
    settings.WORKER_CONCURRENCY = 2
    waiting(20)

    assert not slots.current().announced
    assert (dispatch(), broker()) == (4, 4)


def test_one_persons_flood_leaves_room_for_whoever_comes(announce, broker):
    announce(2)
    waiting(8, owner=1)
    assert dispatch() == 1

    waiting(1, owner=2)

    assert dispatch() == 1
    assert in_flight() == [0, 8]


def test_several_messages_of_one_owner_are_sent_in_their_order(announce, redis_server):
    announce(8)
    waiting(20, owner=1)

    assert dispatch() == 7
    assert in_flight() == list(range(7))


def test_sites_and_workers_that_dispatch_together_send_nothing_twice(announce, broker):
    announce(3)
    waiting(60)
    start, sent = threading.Barrier(6), []

    def go() -> None:
        start.wait()
        try:
            sent.append(dispatch())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(sent) == broker() == 6
    assert Counter(Message.objects.values_list("sends", flat=True)) == {1: 6, 0: 54}


# -- lost -----------------------------------------------------------------------------------------
def sent_ago(ago: timedelta) -> None:
    Message.objects.update(sent_at=timezone.now() - ago, sends=1)


def test_what_the_broker_lost_is_sent_again_while_a_slot_is_free(announce):
    waiting(1)
    sent_ago(START_TIMEOUT - SECOND * 5)
    assert sweep() == 0
    sent_ago(START_TIMEOUT + SECOND)
    assert sweep() == 1
    assert Message.objects.get().sends == 2


def test_a_flushed_broker_is_filled_again(announce, broker, redis_server):
    announce(2)
    waiting(10)
    dispatch()
    with redis.Redis.from_url(redis_server) as client:
        client.delete("grading")
    sent_ago_of_sent = Message.objects.filter(sent_at__isnull=False)
    sent_ago_of_sent.update(sent_at=timezone.now() - START_TIMEOUT - SECOND)

    assert (sweep(), broker()) == (4, 4)


def test_what_is_lost_again_and_again_leaves_its_place_to_others(announce):
    waiting(2)  # no worker knows their task
    for _ in range(2):
        sweep()
        sent_at = timezone.now() - START_TIMEOUT - SECOND
        Message.objects.filter(sent_at__isnull=False).update(sent_at=sent_at)
    waiting(2)

    assert sweep() == 2
    assert in_flight() == [2, 3]


def test_what_waits_for_a_busy_slot_is_not_lost(announce):
    waiting(2)
    dispatch()
    begin(Message.objects.get(args=[0]))
    sent_ago(START_TIMEOUT * 3)
    assert sweep() == 0
    sent_ago(QUEUE_TIMEOUT + SECOND)
    assert sweep() == 1


def test_without_a_worker_nothing_is_sent_twice(announce):
    announce(None)
    waiting(1)
    sent_ago(timedelta(days=1))
    assert sweep() == 0


def test_a_task_that_outlasts_its_lease_is_sent_again(announce):
    waiting(1)
    dispatch()
    begin(Message.objects.get())
    assert sweep() == 0
    begin(Message.objects.get(), lease=-SECOND)
    assert sweep() == 1


def test_the_task_of_a_killed_worker_is_sent_again_at_the_next_sweep(announce):
    code = "from courseware.outbox import processes as p; print(p.process_identity(), flush=True)"
    with subprocess.Popen(
        [sys.executable, "-c", f"{code}; input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        holder = worker.stdout.readline().strip()
        waiting(1)
        dispatch()
        begin(Message.objects.get(), holder=holder)
        assert sweep() == 0
        worker.kill()
    assert sweep() == 1


@pytest.mark.parametrize("bad", [{"args": 7}, {"lane": "none"}], ids=str)
def test_a_message_that_makes_no_task_stops_no_other(announce, broker, bad):
    announce(5)
    Message.objects.create(task=TASK, **{"args": [], "owner": 1, **bad})
    waiting(2)
    sweep()
    assert broker() == 2


def test_a_student_s_submission_overtakes_the_trials_of_visitors(announce, broker):
    announce(2)
    waiting(10, owner=VISITORS, lane=Lane.PUBLIC)
    assert (sweep(), in_flight()) == (1, [0])

    waiting(2, lane=Lane.GRADED)

    assert (dispatch(), in_flight()) == (2, [0, 10, 11])
    Message.objects.filter(args=[0]).update(done_at=timezone.now())
    assert sweep() == 0  # both slots have work of students
    Message.objects.filter(args=[10]).update(done_at=timezone.now())
    assert (sweep(), in_flight()) == (1, [1, 11])
