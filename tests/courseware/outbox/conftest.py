"""The queue's real broker, and workers that have announced themselves without being there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis

from courseware.celery import app
from courseware.workers import heartbeat, slots
from tests.servers import use_broker


@pytest.fixture
def broker(redis_server: str, settings: Any) -> Iterator[Callable[[], int]]:
    """Says how many tasks were sent and not yet taken."""
    before, settings.REDIS_URL = app.conf.broker_url, redis_server
    use_broker(redis_server)
    with redis.Redis.from_url(redis_server) as client:
        client.flushall()
        yield lambda: client.llen("grading")
        client.flushall()
    use_broker(before)


@pytest.fixture
def announce(broker: Any, redis_server: str) -> Callable[..., None]:
    """A worker on another machine with so many slots; none at all without a number."""

    def announce(count: int | None) -> None:
        with redis.Redis.from_url(redis_server) as client:
            key = f"{heartbeat.PREFIX}elsewhere:1"
            status = {"pid": 1, "slots": count, "refuses": None, "missing": []}
            client.set(key, json.dumps(status)) if count else client.delete(key)
        slots.clear_cache()

    announce(1)
    return announce


@pytest.fixture
def no_broker(settings: Any, tmp_path: Any) -> Iterator[None]:
    before = app.conf.broker_url
    settings.REDIS_URL = f"unix://{tmp_path / 'nothing.sock'}"
    use_broker(settings.REDIS_URL)
    yield
    use_broker(before)
