"""The direct connection to Redis."""

from __future__ import annotations

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
