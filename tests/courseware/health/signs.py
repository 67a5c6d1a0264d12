"""What the tests of health have in common."""

from __future__ import annotations

import json
import time
from typing import Any

from django.test import Client

from courseware.health import jobs
from courseware.health.log import record_minute
from courseware.workers import heartbeat


def set_worker(broker: Any, *, refuses: str | None = None) -> None:
    """A sign of life as a worker on another machine would leave it."""
    status = json.dumps({"pid": 1, "refuses": refuses, "missing": []})
    broker.set(f"{heartbeat.PREFIX}elsewhere:1", status, ex=60)
    record_minute([])  # the scheduler runs


def ask(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/health/")
    return answer.status_code, answer.json()["checks"]


def failing(checks: dict[str, Any]) -> list[str]:
    return [name for name, check in checks.items() if not check["ok"]]


NOW = time.time()


def set_job(broker: Any, name: str, seconds_ago: float, key: str = jobs.SUCCEEDED, **facts: Any):
    broker.hset(key, name, json.dumps({"at": NOW - seconds_ago, **facts}))
