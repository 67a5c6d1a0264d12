"""The direct connection to Redis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from redis.exceptions import RedisError

from courseware.workers.broker import connect_to_broker


def test_one_process_keeps_one_pool_of_connections(broker: Any):
    assert connect_to_broker() is connect_to_broker()
    assert connect_to_broker().ping()


def test_a_broker_that_is_not_there_is_an_error_at_once(no_broker: None):
    connection = connect_to_broker()
    assert connection.connection_pool.connection_kwargs["socket_connect_timeout"] == 2
    with pytest.raises(RedisError):
        connection.ping()


def test_another_address_gets_another_connection(broker: Any, settings: Any, tmp_path: Path):
    settings.REDIS_URL = f"unix://{tmp_path / 'nothing.sock'}"
    with pytest.raises(RedisError):
        connect_to_broker().ping()
