"""Each worker leaves a sign of life in Redis every few seconds, with what its sandbox said.

The worker tells it and not the site, because it is the worker's machine that runs students' code.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import socket
from typing import Any

from celery import current_app
from celery.signals import celeryd_after_setup, heartbeat_sent, worker_shutdown
from django.conf import settings
from redis.exceptions import RedisError

from courseware.health.broker import connect_to_broker

log = logging.getLogger(__name__)
PREFIX = "courseware:worker:"
_SECONDS = 10
_told: dict[str, Any] = {}
_slots = 1


def connect() -> None:
    """Called when the app starts; the signal is sent in workers only."""
    celeryd_after_setup.connect(_note_slots, dispatch_uid="courseware.health")
    heartbeat_sent.connect(_tell, dispatch_uid="courseware.health")
    worker_shutdown.connect(_forget, dispatch_uid="courseware.health")


def workers() -> dict[str, dict[str, Any]]:
    """The workers that lived a few seconds ago, by name. Raises `RedisError`."""
    broker = connect_to_broker()
    keys = sorted(broker.scan_iter(match=f"{PREFIX}*", count=1000))
    values = broker.mget(keys) if keys else []
    return {
        key.decode().removeprefix(PREFIX): json.loads(value)
        for key, value in zip(keys, values, strict=True)
        if value
    }


def _note_slots(instance: Any, **_: Any) -> None:
    """How many tasks the worker runs at once: the outbox sends as many as there is room for."""
    global _slots
    _slots = instance.concurrency or 1


def _tell(sender: object, **_: Any) -> None:
    if _only_runs_scheduled_jobs():
        return  # it grades nothing, and its jobs tell of it (courseware/health/jobs.py)
    if not _told:
        from grader.sandbox import probe  # workers alone need the sandbox; the site starts sooner

        host = probe()
        _told.update(
            pid=os.getpid(), slots=_slots, refuses=host.refuses, missing=list(host.missing)
        )
    try:
        connect_to_broker().set(_key(), json.dumps(_told), ex=_SECONDS)
    except RedisError as error:
        log.warning("The sign of life could not be left (%s).", error)


def _forget(sender: object, **_: Any) -> None:
    with contextlib.suppress(RedisError):  # without Redis the sign fades by itself
        connect_to_broker().delete(_key())


def _only_runs_scheduled_jobs() -> bool:
    return set(current_app.amqp.queues.consume_from) == {settings.SCHEDULED_QUEUE}


def _key() -> str:
    return f"{PREFIX}{socket.gethostname()}:{os.getpid()}"
