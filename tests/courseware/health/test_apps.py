"""What the site listens to as soon as it has started."""

from __future__ import annotations

from typing import Any
from weakref import ReferenceType

import pytest
from celery import signals

from courseware.health import jobs
from courseware.workers import heartbeat


def listeners(signal: Any) -> list[object]:
    """The functions that a signal of Celery calls; it holds most by weak references."""
    receivers = [receiver for _, receiver in signal.receivers]
    return [each() if isinstance(each, ReferenceType) else each for each in receivers]


@pytest.mark.parametrize(
    ("signal", "function"),
    [
        (signals.celeryd_after_setup, heartbeat._note_slots),
        (signals.heartbeat_sent, heartbeat._write_status),
        (signals.worker_shutdown, heartbeat._delete_status),
        (signals.task_success, jobs._record_success),
        (signals.task_failure, jobs._record_failure),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_signals_of_celery_are_heard(signal, function):
    assert function in listeners(signal)
