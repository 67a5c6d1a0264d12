"""A direct connection to Redis, for health and heartbeats; tasks go through Celery."""

from __future__ import annotations

from functools import cache

import redis
from django.conf import settings


def connect_to_broker() -> redis.Redis:
    """Gives up after two seconds: a health check must not wait."""
    return _client(settings.REDIS_URL)


@cache
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2, protocol=2)
