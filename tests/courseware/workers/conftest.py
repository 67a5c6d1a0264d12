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
    connection = connect_to_broker()
    connection.flushall()
    yield connection
    connection.close()


@pytest.fixture
def no_broker(settings: Any, tmp_path: Path) -> None:
    settings.REDIS_URL = f"unix://{tmp_path / 'nothing.sock'}"
