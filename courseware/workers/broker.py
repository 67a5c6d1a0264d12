"""A direct connection to Redis, for health and heartbeats; tasks go through Celery."""

from __future__ import annotations

from functools import cache

import redis
from django.conf import settings


@cache
def connect_to_broker() -> redis.Redis:
    """Gives up after two seconds: a health check must not wait."""
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2, protocol=2
    )
