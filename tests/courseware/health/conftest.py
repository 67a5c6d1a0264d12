"""A real Redis for health and heartbeats, or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from courseware.workers.broker import connect_to_broker


@pytest.fixture
def broker(settings: Any, redis_server: str) -> Iterator[Any]:
    settings.REDIS_URL = redis_server
    connect_to_broker.cache_clear()
    connection = connect_to_broker()
    connection.flushall()
    yield connection
    connection.close()
    connect_to_broker.cache_clear()


@pytest.fixture
def no_broker(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.REDIS_URL = f"unix://{tmp_path / 'nothing.sock'}"
    connect_to_broker.cache_clear()
    yield
    connect_to_broker.cache_clear()
