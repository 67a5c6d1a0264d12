"""When each scheduled job last succeeded and last failed, kept in Redis.

The process that ran the job writes it, on Celery's own signals, so that a job needs no code for it.
A job that processes people's work may return the number of rows that it skipped, as ``failed``.
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass
from typing import Any

from celery.signals import task_failure, task_success
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from courseware.workers.broker import connect_to_broker

log = logging.getLogger(__name__)
SUCCEEDED, FAILED = "courseware:jobs:succeeded", "courseware:jobs:failed"
EXPECTED = "courseware:jobs:expected"
MIN_PATIENCE = 120.0  # seconds: an upgrade or a slow start is no reason for alarm
_INTERVALS = 6  # that a job may miss

# By whether the job has ever succeeded, and whether it has failed since.
_SENTENCES = {
    (True, False): _("“%(job)s” last succeeded %(waited)s s ago."),
    (True, True): _(
        "“%(job)s” last succeeded %(waited)s s ago and failed %(failed)s s ago (%(error)s)."
    ),
    (False, False): _("“%(job)s” has never succeeded."),
    (False, True): _("“%(job)s” has never succeeded and failed %(failed)s s ago (%(error)s)."),
}


@dataclass(frozen=True)
class Job:
    """The last runs of one job; ages in seconds, ``failed`` only while no success has followed."""

    name: str
    patience: float
    waited: float  # since the last success, or since one was first expected
    ran: bool
    failed: float | None
    error: str
    left_out: int

    @property
    def ok(self) -> bool:
        return self.waited <= self.patience

    @property
    def sentence(self) -> str:
        """What is wrong; empty when nothing is."""
        if self.ok:
            return ""
        facts = {"job": self.name, "waited": f"{self.waited:.0f}", "error": self.error}
        if self.failed:
            facts["failed"] = f"{self.failed:.0f}"
        return _SENTENCES[self.ran, bool(self.failed)] % facts

    def as_dict(self) -> dict[str, Any]:
        report: dict[str, Any] = {"ok": self.ok, "left_out": self.left_out}
        report["succeeded_seconds_ago"] = round(self.waited) if self.ran else None
        if self.failed is not None:
            report |= {"failed_seconds_ago": round(self.failed), "error": self.error}
        return report


def connect() -> None:
    """Called when the app starts; Celery sends the signals where tasks run."""
    task_success.connect(_record_success, dispatch_uid="courseware.health.jobs")
    task_failure.connect(_record_failure, dispatch_uid="courseware.health.jobs")


def scheduled_jobs() -> list[Job]:
    """All scheduled jobs. Raises `RedisError`."""
    broker, now = connect_to_broker(), time.time()
    for name in settings.CELERY_BEAT_SCHEDULE:  # the first call starts the wait for a first run
        broker.hsetnx(EXPECTED, name, now)
    expected, succeeded, failed = (broker.hgetall(key) for key in (EXPECTED, SUCCEEDED, FAILED))
    return [
        _job(
            name,
            now,
            float(expected[name.encode()]),
            json.loads(succeeded.get(name.encode(), "{}")),
            json.loads(failed.get(name.encode(), "{}")),
        )
        for name in settings.CELERY_BEAT_SCHEDULE
    ]


def _job(
    name: str, now: float, expected: float, success: dict[str, Any], failure: dict[str, Any]
) -> Job:
    interval = float(settings.CELERY_BEAT_SCHEDULE[name]["schedule"])
    since = success.get("at", expected)
    failed_at = failure.get("at")
    return Job(
        name=name,
        patience=max(MIN_PATIENCE, _INTERVALS * interval),
        waited=max(0.0, now - since),
        ran=bool(success),
        failed=now - failed_at if failed_at and failed_at >= success.get("at", 0) else None,
        error=failure.get("error", ""),
        left_out=success.get("left_out", 0),
    )


def _record_success(sender: Any, result: Any = None, **_: Any) -> None:
    left_out = result.get("failed", 0) if isinstance(result, dict) else 0
    _record(SUCCEEDED, sender, left_out=left_out)


def _record_failure(sender: Any, exception: Any = None, **_: Any) -> None:
    _record(FAILED, sender, error=type(exception).__name__)


def _record(key: str, task: Any, **facts: Any) -> None:
    """For jobs that are scheduled; of other tasks nothing is recorded."""
    entries = settings.CELERY_BEAT_SCHEDULE.items()
    names = [name for name, entry in entries if entry["task"] == task.name]
    try:
        for name in names:
            connect_to_broker().hset(key, name, json.dumps({"at": time.time(), **facts}))
    except RedisError as error:
        log.warning("The run of %s could not be recorded (%s).", task.name, error)
