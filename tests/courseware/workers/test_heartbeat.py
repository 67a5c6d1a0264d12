"""Heartbeats of workers, with a real Redis."""

from __future__ import annotations

import json
import os
from types import SimpleNamespace
from typing import Any

import pytest

from courseware.workers import heartbeat


@pytest.fixture(autouse=True)
def fresh_status(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a worker that has just started, with a sandbox that works."""
    monkeypatch.setattr(
        heartbeat, "_status", {"pid": 1, "slots": 3, "refuses": None, "missing": ["cgroups"]}
    )


def test_a_heartbeat_expires_and_goes_with_its_worker(broker: Any):
    heartbeat._write_status(None)
    (name,) = heartbeat.workers()
    assert 0 < broker.ttl(heartbeat.PREFIX + name) <= 10
    assert heartbeat.workers()[name]["refuses"] is None
    heartbeat._delete_status(None)
    assert heartbeat.workers() == {}


def test_the_status_of_every_worker_is_read(broker: Any):
    heartbeat._write_status(None)
    other = {"pid": 7, "slots": 1, "refuses": "No user namespaces.", "missing": []}
    broker.set(f"{heartbeat.PREFIX}elsewhere:7", json.dumps(other), ex=60)
    found = heartbeat.workers()
    assert found["elsewhere:7"] == other
    assert [
        status["slots"] for name, status in found.items() if name.endswith(f":{os.getpid()}")
    ] == [3]


def test_keys_of_others_are_no_workers(broker: Any):
    broker.set("courseware:jobs:succeeded", "{}")
    assert heartbeat.workers() == {}


@pytest.mark.parametrize(("concurrency", "slots"), [(4, 4), (None, 1)])
def test_a_worker_reports_how_many_tasks_it_runs_at_once(
    monkeypatch: pytest.MonkeyPatch, concurrency: int | None, slots: int
):
    monkeypatch.setattr(heartbeat, "_slots", 0)
    heartbeat._note_slots(SimpleNamespace(concurrency=concurrency))
    assert heartbeat._slots == slots


def test_a_scheduler_writes_no_heartbeat(broker: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(heartbeat, "only_runs_scheduled_jobs", lambda: True)
    heartbeat._write_status(None)
    assert heartbeat.workers() == {}


def test_without_a_broker_the_worker_goes_on(no_broker: None, caplog: Any):
    heartbeat._write_status(None)
    heartbeat._delete_status(None)
    assert "The heartbeat could not be written" in caplog.text
