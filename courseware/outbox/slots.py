"""How many tasks the workers can run at once, as they announce it with their sign of life."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from redis.exceptions import RedisError

from courseware.health import heartbeat

_FRESH = 2.0  # seconds for which an answer of Redis is believed


@dataclass(frozen=True)
class Slots:
    """``announced`` is false when no worker is known and the number is what one would have."""

    count: int
    announced: bool


class _Known:
    """Asked at most every two seconds by a process, because dispatching asks with every task."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.at, self.slots = float("-inf"), Slots(1, announced=False)

    def get(self) -> Slots:
        with self.lock:
            if time.monotonic() - self.at > _FRESH:
                self.slots, self.at = _ask(), time.monotonic()
            return self.slots

    def forget(self) -> None:
        self.at = float("-inf")


_known = _Known()


def current() -> Slots:
    """All workers' slots together."""
    return _known.get()


def forget() -> None:
    """The next answer is a fresh one."""
    _known.forget()


def _ask() -> Slots:
    try:
        found = sum(told.get("slots", 1) for told in heartbeat.workers().values())
    except RedisError:
        found = 0
    return Slots(found or usual(), announced=bool(found))


def usual() -> int:
    """What the worker of one machine has unless told otherwise."""
    return max(1, settings.WORKER_CONCURRENCY or len(os.sched_getaffinity(0)))
