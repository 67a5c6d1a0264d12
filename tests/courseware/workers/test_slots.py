"""How many tasks the workers can run at once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest

from courseware.workers import heartbeat, slots
from courseware.workers.slots import Slots


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    slots.clear_cache()
    yield
    slots.clear_cache()


def announce(broker: Any, name: str, **status: Any) -> None:
    broker.set(f"{heartbeat.PREFIX}{name}", json.dumps(status), ex=60)


def test_the_slots_of_all_workers_are_added(broker: Any):
    announce(broker, "a:1", slots=3)
    announce(broker, "b:1", slots=2)
    assert slots.current() == Slots(5, announced=True)


def test_a_worker_of_an_earlier_release_counts_as_one(broker: Any):
    announce(broker, "a:1", pid=1)
    assert slots.current() == Slots(1, announced=True)


def test_the_number_is_cached_until_the_cache_is_cleared(broker: Any):
    announce(broker, "a:1", slots=3)
    assert slots.current().count == 3
    announce(broker, "a:1", slots=1)
    assert slots.current().count == 3
    slots.clear_cache()
    assert slots.current().count == 1


@pytest.mark.parametrize(("setting", "count"), [(5, 5), (0, len(os.sched_getaffinity(0)))])
def test_without_workers_or_redis_one_worker_is_assumed(
    no_broker: None, settings: Any, setting: int, count: int
):
    settings.WORKER_CONCURRENCY = setting
    assert slots.current() == Slots(count, announced=False)
