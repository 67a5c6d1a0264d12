"""How many tasks the workers can run at once, as their heartbeats report it."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from redis.exceptions import RedisError

from courseware.workers import heartbeat

_CACHE_SECONDS = 2.0  # the dispatcher asks with every task; heartbeats come every two seconds


@dataclass(frozen=True)
class Slots:
    """``announced`` is false when no worker is known; ``count`` is then an assumption."""

    count: int
    announced: bool


class _SlotsCache:
    """Asks Redis at most every two seconds in one process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.read_at, self.slots = float("-inf"), Slots(1, announced=False)

    def get(self) -> Slots:
        with self.lock:
            if time.monotonic() - self.read_at > _CACHE_SECONDS:
                self.slots, self.read_at = _read(), time.monotonic()
            return self.slots

    def clear(self) -> None:
        self.read_at = float("-inf")


_cache = _SlotsCache()


def current() -> Slots:
    """All workers' slots together."""
    return _cache.get()


def clear_cache() -> None:
    """Makes the next `current` ask Redis again."""
    _cache.clear()


def _read() -> Slots:
    try:
        count = sum(status.get("slots", 1) for status in heartbeat.workers().values())
    except RedisError:
        count = 0
    return Slots(count or default_count(), announced=bool(count))


def default_count() -> int:
    """The slots of one worker with default settings: one for each core."""
    return max(1, settings.WORKER_CONCURRENCY or len(os.sched_getaffinity(0)))
