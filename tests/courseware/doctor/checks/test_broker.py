"""Redis, real, in several states of health."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from courseware.doctor.checks import broker
from courseware.doctor.findings import Level
from courseware.workers.broker import connect_to_broker


def levels() -> dict[str, Level]:
    return {finding.name: finding.level for finding in broker.broker_works()}


@pytest.fixture
def redis(settings: Any, redis_server: str) -> Iterator[Any]:
    settings.REDIS_URL = redis_server
    connection = connect_to_broker()
    yield connection
    connection.config_set("maxmemory", 0)
    connection.config_set("maxmemory-policy", "noeviction")


def test_a_healthy_redis(redis: Any):
    names = ["connection", "writing", "memory", "clock of Redis"]
    assert levels() == dict.fromkeys(names, Level.OK)
    assert not redis.exists(broker.PROBE)


def test_an_old_redis(redis: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(broker, "LEAST_REDIS", (99, 0))
    assert levels()["connection"] is Level.FAILED


def test_a_redis_that_drops_tasks(redis: Any):
    redis.config_set("maxmemory-policy", "allkeys-lru")
    redis.config_set("maxmemory", "100mb")
    assert levels()["memory"] is Level.WARNING


def test_a_redis_whose_memory_is_full(redis: Any):
    redis.config_set("maxmemory", 1)
    found = levels()
    assert found["writing"] is Level.FAILED
    assert found["memory"] is Level.WARNING


def test_no_redis(settings: Any, tmp_path: Path):
    settings.REDIS_URL = f"unix://{tmp_path / 'nothing.sock'}"
    assert levels() == {"connection": Level.FAILED}
