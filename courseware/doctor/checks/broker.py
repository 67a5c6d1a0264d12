"""Redis: whether it responds, takes messages and keeps them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from redis.exceptions import RedisError

from courseware.doctor.clocks import compare_clock
from courseware.doctor.findings import Finding, check, failed, ok, warn
from courseware.workers.broker import connect_to_broker

LEAST_REDIS = (6, 2)
PROBE = "courseware:doctor"
MUCH = 0.9  # of the memory that it may use


@check("Redis")
def broker_works() -> Iterator[Finding]:
    broker = connect_to_broker()
    try:
        facts = broker.info()
    except RedisError as error:
        yield failed(
            "connection",
            f"Redis does not respond ({error}). Check REDIS_URL and that Redis runs; submissions "
            "are kept and graded when it does.",
        )
        return
    version = str(facts["redis_version"])
    if tuple(int(part) for part in version.split(".")[:2]) < LEAST_REDIS:
        yield failed("connection", f"Redis {version} is too old. Install 6.2 or newer.")
    else:
        yield ok("connection", f"Redis {version} responds.")
    yield _writing(broker)
    yield _memory(facts)
    before = time.time()
    seconds, microseconds = broker.time()
    yield compare_clock("clock of Redis", seconds + microseconds / 1e6, before, time.time())


def _writing(broker: Any) -> Finding:
    try:
        broker.set(PROBE, "1", ex=10)
        broker.delete(PROBE)
    except RedisError as error:
        return failed(
            "writing", f"Redis refuses to store messages ({error}). Check the disk and its memory."
        )
    return ok("writing", "Redis stores messages.")


def _memory(facts: dict[str, Any]) -> Finding:
    policy, limit = facts.get("maxmemory_policy", "noeviction"), int(facts.get("maxmemory", 0))
    if limit and policy != "noeviction":
        return warn(
            "memory",
            f"Redis drops keys when its memory is full ({policy}), and tasks with them. Set "
            "maxmemory-policy noeviction.",
        )
    used = int(facts["used_memory"])
    if limit and used > MUCH * limit:
        return warn("memory", f"Redis uses {used} of {limit} bytes. Raise maxmemory.")
    return ok("memory", f"Redis uses {used // (1 << 20)} MiB.")
