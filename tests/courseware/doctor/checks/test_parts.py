"""The signs of life of workers and scheduler."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from courseware.doctor.checks.parts import programs_run
from courseware.doctor.findings import Level
from courseware.workers import heartbeat
from courseware.workers.broker import connect_to_broker

pytestmark = pytest.mark.django_db


def levels() -> dict[str, Level]:
    return {finding.name: finding.level for finding in programs_run()}


def test_without_workers_nothing_is_graded(settings: Any, tmp_path: Path):
    settings.REDIS_URL = f"unix://{tmp_path / 'nothing.sock'}"
    assert levels()["worker"] is Level.FAILED


def test_workers_and_what_their_sandboxes_lack(settings: Any, redis_server: str):
    settings.REDIS_URL = redis_server
    broker = connect_to_broker()
    broker.flushall()
    status = {"pid": 1, "slots": 1, "refuses": None, "missing": ["No Landlock."]}
    broker.set(f"{heartbeat.PREFIX}host:1", json.dumps(status))
    found = levels()
    broker.flushall()
    assert found["worker"] is Level.OK
    assert found["sandbox of the workers"] is Level.WARNING
    assert "database" not in found
