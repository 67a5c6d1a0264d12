"""The times of runs that the outbox has recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from courseware.capacity.selectors import LEAST_RUNS, measured_seconds
from courseware.outbox.models import Message

NOW = timezone.now()


def record(count: int, seconds: float, **fields: Any) -> None:
    times = {"started_at": NOW - timedelta(seconds=seconds), "done_at": NOW, "sends": 1}
    Message.objects.bulk_create(
        Message(task="tests.nothing", args=[n], **{**times, **fields}) for n in range(count)
    )


def test_a_few_runs_say_nothing(db: Any):
    record(LEAST_RUNS - 1, 2.0)
    assert measured_seconds() == []


def test_runs_of_students_are_measured_from_their_start_to_their_end(db: Any):
    record(LEAST_RUNS, 2.0)
    record(50, 100.0, lane="background")
    record(50, 100.0, done_at=None)
    record(50, 100.0, sends=2)  # lost once: its start says little
    assert measured_seconds() == [2.0] * LEAST_RUNS
