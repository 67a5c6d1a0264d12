"""Checks of the parts that must work for a submission to be graded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone
from redis.exceptions import RedisError

from courseware.health import jobs
from courseware.outbox.selectors import outbox_status
from courseware.workers import heartbeat
from courseware.workers.broker import connect_to_broker

_SWEEP_OVERDUE_AFTER = timedelta(seconds=60)  # six times the interval of the sweep


@dataclass(frozen=True)
class Check:
    """``sentence`` describes the state and, when it is not ok, says what to do."""

    ok: bool
    sentence: str
    facts: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return {"ok": self.ok, "sentence": self.sentence, **self.facts}


def run_checks() -> dict[str, Check]:
    """By name, in the order in which to look for the cause of a failure."""
    checks = {"database": _database(), "broker": _broker()}
    workers = _workers() if checks["broker"].ok else {}
    checks["worker"] = _worker(workers)
    checks["sandbox"] = _sandbox(workers)
    checks["scheduled"] = _scheduled(broker_answers=checks["broker"].ok)
    if checks["database"].ok:
        checks["outbox"] = _outbox()
    return checks


def _database() -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")
    except DatabaseError:
        return Check(
            False,
            "The database does not answer or has no tables. "
            "Check DATABASE_URL and run manage.py migrate.",
        )
    return Check(True, "The database answers.", {"kind": connection.vendor})


def _broker() -> Check:
    try:
        connect_to_broker().ping()
    except RedisError:
        return Check(
            False,
            "Redis does not answer at REDIS_URL. Submissions are kept and graded when it does.",
        )
    return Check(True, "Redis answers.")


def _workers() -> dict[str, dict[str, Any]]:
    try:
        return heartbeat.workers()
    except RedisError:
        return {}


def _worker(workers: dict[str, dict[str, Any]]) -> Check:
    if not workers:
        return Check(
            False,
            "No worker has given a sign of life. Start one; submissions are kept until then.",
            {"workers": 0},
        )
    return Check(True, "Workers are there.", {"workers": len(workers)})


def _sandbox(workers: dict[str, dict[str, Any]]) -> Check:
    """Not ok as soon as one worker refuses: it would fail the submissions that it takes."""
    refusals = [status["refuses"] for status in workers.values() if status["refuses"]]
    missing = sorted({name for status in workers.values() for name in status["missing"]})
    if refusals:
        return Check(False, refusals[0], {"missing": missing})
    if not workers:
        return Check(True, "Not known: no worker has told.", {"missing": []})
    return Check(True, "The sandbox can be made.", {"missing": missing})


def _scheduled(*, broker_answers: bool) -> Check:
    """Each job by its name; one that has not succeeded for long is not ok."""
    if not broker_answers:
        return Check(True, "Not known: Redis does not answer.", {"jobs": {}})
    try:
        scheduled = jobs.scheduled_jobs()
    except RedisError:
        return Check(True, "Not known: Redis does not answer.", {"jobs": {}})
    facts = {"jobs": {job.name: job.as_dict() for job in scheduled}}
    if late := [job.sentence for job in scheduled if not job.ok]:
        advice = "Check that the scheduler runs (celery -A courseware.scheduler), and its log."
        return Check(False, " ".join([*late, advice]), facts)
    if left_out := sum(job.left_out for job in scheduled):
        rows = "1 row" if left_out == 1 else f"{left_out} rows"
        sentence = f"Scheduled jobs run; {rows} of people's work could not be processed. "
        return Check(True, f"{sentence}The scheduler's log names them.", facts)
    return Check(True, "Scheduled jobs run.", facts)


def _outbox() -> Check:
    """A message may wait long for a free worker, but not for the sweep."""
    status, now = outbox_status(), timezone.now()
    facts = {"waiting": status.waiting, "in_flight": status.in_flight}
    overdue = status.swept_at is None or now - status.swept_at > _SWEEP_OVERDUE_AFTER
    if status.oldest is not None and overdue and now - status.oldest > _SWEEP_OVERDUE_AFTER:
        return Check(
            False,
            "A task has waited for a minute and nobody has looked for what to send. "
            "Check Redis, and that the scheduler runs.",
            facts,
        )
    return Check(True, "What is waiting is sent as workers are free.", facts)
