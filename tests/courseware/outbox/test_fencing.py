"""A worker whose lease was taken over writes nothing, whatever it tries."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from courseware.outbox import fencing, processes, publisher
from courseware.outbox.fencing import FencedTask, LeaseLost, fence
from courseware.outbox.formats import FORMAT
from courseware.outbox.models import Dispatcher, Message
from courseware.outbox.selectors import waiting_messages
from courseware.outbox.services import (
    extend_lease,
    mark_done,
    retry_later,
    retry_on_failure,
    take,
)
from courseware.tracing import spans

pytestmark = pytest.mark.django_db(transaction=True)
TASK = "tests.nothing"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def other() -> Iterator[str]:
    """The identity of another process, which lives."""
    code = "from courseware.outbox.processes import process_identity as me; print(me(), flush=True)"
    command = [sys.executable, "-c", f"{code}; input()"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as process:
        yield process.stdout.readline().strip()
        process.communicate("\n")


def started(holder: str, lease: timedelta = MINUTE) -> Message:
    now = timezone.now()
    moments = {"sent_at": now, "started_at": now, "lease_until": now + lease}
    return Message.objects.create(task=TASK, args=[1], holder=holder, **moments)


def start(message: Message) -> None:
    publisher._record_start(SimpleNamespace(request={fencing.HEADER: message.pk}))
    message.refresh_from_db()


WRITES = {
    "done": lambda: mark_done(TASK, 1),
    "later": lambda: retry_later(TASK, 1),
    "lease": lambda: extend_lease(TASK, 1, lease=MINUTE),
}


@pytest.mark.parametrize("write", WRITES)
def test_what_was_taken_over_is_refused_with_all_that_goes_with_it(write, other):
    message = started(other)
    before = Message.objects.values().get()

    with fence(message.pk, TASK, [1]):
        with transaction.atomic():
            Dispatcher.objects.create()  # the result, say
            WRITES[write]()
        raise AssertionError("the task went on")

    assert Message.objects.values().get() == before
    assert Dispatcher.objects.count() == 0


def test_what_another_worker_has_done_is_refused(other):
    message = started(other)
    Message.objects.update(done_at=timezone.now())
    with pytest.raises(LeaseLost), no_catch(message):
        mark_done(TASK, 1)


def test_what_is_deleted_is_refused():
    message = started(processes.process_identity())
    pk = message.pk
    message.delete()
    token = fencing._running.set(fencing.Running(pk, TASK, [1]))
    try:
        with pytest.raises(LeaseLost):
            mark_done(TASK, 1)
    finally:
        fencing._running.reset(token)


class no_catch:
    """The fence without the end that it gives to a task."""

    def __init__(self, message: Message) -> None:
        self.running = fencing.Running(message.pk, TASK, [1])

    def __enter__(self) -> None:
        self.token = fencing._running.set(self.running)

    def __exit__(self, *_: Any) -> None:
        fencing._running.reset(self.token)


def test_the_holder_writes_and_may_end_its_message_twice():
    message = started(processes.process_identity())
    with no_catch(message):
        extend_lease(TASK, 1, lease=60 * MINUTE)
        message.refresh_from_db()
        assert message.lease_until > timezone.now() + 59 * MINUTE
        mark_done(TASK, 1)
        mark_done(TASK, 1)
    message.refresh_from_db()
    assert message.done_at is not None


def test_a_message_that_nobody_has_taken_over_yet_can_still_be_done():
    message = Message.objects.create(task=TASK, args=[1], due_at=timezone.now() + MINUTE)
    with no_catch(message):
        mark_done(TASK, 1)
    message.refresh_from_db()
    assert message.done_at is not None


def test_other_messages_are_nobodys_concern(other):
    held = started(other)
    free = Message.objects.create(task=TASK, args=[2])
    with no_catch(held):
        mark_done(TASK, 2)
    free.refresh_from_db()
    assert free.done_at is not None


def test_without_a_task_everyone_may_end_a_message(other):
    started(other)
    mark_done(TASK, 1)
    assert Message.objects.get().done_at is not None


def test_a_lost_lease_is_not_a_failure_to_retry(other, caplog):
    message = started(other)
    with fence(message.pk, TASK, [1]), retry_on_failure(TASK, 1):
        mark_done(TASK, 1)
    message.refresh_from_db()
    assert (message.holder, message.due_at) == (other, None)
    assert "was taken over by another worker" in caplog.text
    assert "failed and is tried again" not in caplog.text


# -- who may start ---------------------------------------------------------------------------------
def test_a_copy_does_not_take_a_message_from_a_process_at_work(other):
    message = started(other)
    start(message)
    assert message.holder == other


@pytest.mark.parametrize("holder", ["", "elsewhere 1 1"])
def test_a_message_whose_lease_has_ended_is_taken_over(holder):
    message = started(holder, lease=-MINUTE)
    start(message)
    assert message.holder == processes.process_identity()
    assert message.lease_until > timezone.now()


def test_the_message_of_a_process_that_has_ended_is_taken_over_at_once():
    message = started(processes.process_identity().rpartition(" ")[0] + " 1")  # the pid, reused
    start(message)
    assert message.holder == processes.process_identity()


def test_work_with_claims_of_its_own_takes_the_message_along(other):
    message = started(other)
    take(TASK, 1)
    message.refresh_from_db()
    assert message.holder == processes.process_identity()


# -- tasks -----------------------------------------------------------------------------------------
def test_every_task_of_the_site_is_fenced():
    from courseware.celery import app

    app.loader.import_default_modules()
    ours = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    assert len(ours) > 10
    assert [name for name, task in ours.items() if not isinstance(task, FencedTask)] == []


def test_a_task_is_fenced_by_the_message_in_its_headers(other):
    message = started(other)

    @shared_task(name=TASK)
    def work(number: int) -> None:
        mark_done(TASK, number)

    try:
        work.push_request(**{fencing.HEADER: message.pk})  # as in a worker
        work(1)
        assert Message.objects.get().done_at is None
        work.pop_request()
        work(1)  # called by hand
        assert Message.objects.get().done_at is not None
    finally:
        work.app.tasks.pop(TASK)


@pytest.mark.parametrize(("format", "runs"), [(None, True), (FORMAT, True), (FORMAT + 1, False)])
def test_a_worker_leaves_messages_of_a_later_release_to_that_release(
    format: int | None, runs: bool, caplog: pytest.LogCaptureFixture
):
    message = started("")
    headers = {fencing.HEADER: message.pk, fencing.FORMAT_HEADER: format}
    given = {name: value for name, value in headers.items() if value is not None}

    @shared_task(name=TASK)
    def work(number: int) -> None:
        mark_done(TASK, number)

    try:
        work.push_request(**given)
        work(1)
        work.pop_request()
    finally:
        work.app.tasks.pop(TASK)
    message.refresh_from_db()
    assert (message.done_at is not None) is runs
    assert ("of a later release" in caplog.text) is not runs
    if not runs:
        assert (message.sent_at, message.started_at, message.holder) == (None, None, "")
        assert message.due_at > timezone.now()


def test_a_dispatcher_sends_no_message_of_a_later_release():
    now = timezone.now()
    Message.objects.create(task=TASK, args=[1], format=FORMAT + 1)
    assert not waiting_messages(now).exists()
    Message.objects.create(task=TASK, args=[2])
    assert [message.args for message in waiting_messages(now)] == [[2]]


def test_a_program_of_the_release_before_stores_messages_without_a_format():
    Message.objects.create(task=TASK, args=[1], done_at=timezone.now())
    columns = "task, args, lane, created_at, holder, sends"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO outbox_message ({columns}) SELECT {columns} FROM outbox_message"
        )
    assert list(Message.objects.values_list("format", flat=True)) == [1, 1]


def test_a_task_is_a_span_in_the_trace_of_its_headers(exported_spans):
    sent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @shared_task(name=TASK)
    def work(number: int) -> str:
        return spans.trace_id()

    try:
        work.push_request(**{fencing.TRACE_HEADER: sent})
        assert work(1) == sent[3:35]
        work.pop_request()
        assert work(1) not in ("", sent[3:35])  # a job of the scheduler has no header
    finally:
        work.app.tasks.pop(TASK)
    assert [span.name for span in exported_spans.get_finished_spans()] == [f"run {TASK}"] * 2
