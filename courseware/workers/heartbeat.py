"""Each worker writes a heartbeat to Redis every few seconds, with the state of its sandbox.

The worker reports it and not the site, because students' code runs on the worker's machine.
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

from courseware.workers.broker import connect_to_broker

log = logging.getLogger(__name__)
PREFIX = "courseware:worker:"
_LIFETIME_SECONDS = 10  # Celery sends the signal every two seconds
_status: dict[str, Any] = {}  # of this process, when it is a worker
_slots = 1


def connect() -> None:
    """Listens to the signals of Celery, which are sent in workers only."""
    celeryd_after_setup.connect(_note_slots, dispatch_uid="courseware.health")
    heartbeat_sent.connect(_write_status, dispatch_uid="courseware.health")
    worker_shutdown.connect(_delete_status, dispatch_uid="courseware.health")


def workers() -> dict[str, dict[str, Any]]:
    """The status of each worker whose heartbeat is recent, by its name. Raises `RedisError`."""
    broker = connect_to_broker()
    keys = sorted(broker.scan_iter(match=f"{PREFIX}*", count=1000))
    values = broker.mget(keys) if keys else []
    return {
        key.decode().removeprefix(PREFIX): json.loads(value)
        for key, value in zip(keys, values, strict=True)
        if value
    }


def _note_slots(instance: Any, **_: Any) -> None:
    """Stores how many tasks the worker runs at once, for the outbox to send as many."""
    global _slots
    _slots = instance.concurrency or 1


def _write_status(sender: object, **_: Any) -> None:
    if only_runs_scheduled_jobs():
        return  # it grades nothing; its jobs are watched instead (courseware/health/jobs.py)
    if not _status:
        # Here, because only workers need the sandbox, and the site starts faster without it.
        from grader.sandbox import probe

        host = probe()
        _status.update(
            pid=os.getpid(), slots=_slots, refuses=host.refuses, missing=list(host.missing)
        )
    try:
        connect_to_broker().set(_key(), json.dumps(_status), ex=_LIFETIME_SECONDS)
    except RedisError as error:
        log.warning("The heartbeat could not be written (%s).", error)


def _delete_status(sender: object, **_: Any) -> None:
    with contextlib.suppress(RedisError):  # without Redis it expires by itself
        connect_to_broker().delete(_key())


def only_runs_scheduled_jobs() -> bool:
    """Whether this worker is the scheduler, which grades nothing."""
    return set(current_app.amqp.queues.consume_from) == {settings.SCHEDULED_QUEUE}


def _key() -> str:
    return f"{PREFIX}{socket.gethostname()}:{os.getpid()}"
