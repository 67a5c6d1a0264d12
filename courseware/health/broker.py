"""The queue's server, spoken to directly: for health only, the rest goes through Celery."""

from __future__ import annotations

from functools import cache

import redis
from django.conf import settings


@cache
def connect_to_broker() -> redis.Redis:
    """Gives up quickly: whoever asks for health must not wait."""
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2, protocol=2
    )
