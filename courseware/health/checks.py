"""Checks of the parts that must work for a submission to be graded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis.exceptions import RedisError

from courseware.health import jobs
from courseware.health.log import scheduler_age
from courseware.outbox.selectors import outbox_status
from courseware.workers import heartbeat
from courseware.workers.broker import connect_to_broker

_SWEEP_OVERDUE_AFTER = timedelta(seconds=60)  # six times the interval of the sweep
_SCHEDULER_OVERDUE_AFTER = timedelta(minutes=3)  # three times that of its signs of life


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
    checks["scheduled"] = _scheduled(
        broker_answers=checks["broker"].ok, database_answers=checks["database"].ok
    )
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
            _(
                "The database does not respond or has no tables. Check DATABASE_URL and run "
                "manage.py migrate."
            ),
        )
    return Check(True, _("The database responds."), {"kind": connection.vendor})


def _broker() -> Check:
    try:
        connect_to_broker().ping()
    except RedisError:
        return Check(
            False,
            _(
                "Redis does not respond at REDIS_URL. Submissions are kept and will be "
                "graded when it does."
            ),
        )
    return Check(True, _("Redis responds."))


def _workers() -> dict[str, dict[str, Any]]:
    try:
        return heartbeat.workers()
    except RedisError:
        return {}


def _worker(workers: dict[str, dict[str, Any]]) -> Check:
    if not workers:
        return Check(
            False,
            _("No worker has sent a heartbeat. Start one; submissions are kept until then."),
            {"workers": 0},
        )
    return Check(True, _("Workers are running."), {"workers": len(workers)})


def _sandbox(workers: dict[str, dict[str, Any]]) -> Check:
    """Not ok as soon as one worker refuses: it would fail the submissions that it takes."""
    refusals = [status["refuses"] for status in workers.values() if status["refuses"]]
    missing = sorted({name for status in workers.values() for name in status["missing"]})
    if refusals:
        return Check(False, refusals[0], {"missing": missing})
    if not workers:
        return Check(True, _("Unknown: no worker has reported."), {"missing": []})
    return Check(True, _("The sandbox works."), {"missing": missing})


def _scheduled(*, broker_answers: bool, database_answers: bool) -> Check:
    """Each job by its name; one that has not succeeded for long is not ok.

    Redis forgets when it is started anew, and the database does not: the scheduler signs there.
    """
    age = scheduler_age(timezone.now()) if database_answers else None
    if age is not None and age > _SCHEDULER_OVERDUE_AFTER:
        sentence = _(
            "The scheduler's last heartbeat was %(minutes)d minutes ago. Until it runs, "
            "attempts are not submitted when their time ends. Start it: celery -A "
            "courseware.scheduler."
        )
        minutes = int(age.total_seconds() // 60)
        return Check(
            False, sentence % {"minutes": minutes}, {"jobs": {}, "silent_minutes": minutes}
        )
    if not broker_answers:
        return Check(True, _("Unknown: Redis does not respond."), {"jobs": {}})
    try:
        scheduled = jobs.scheduled_jobs()
    except RedisError:
        return Check(True, _("Unknown: Redis does not respond."), {"jobs": {}})
    facts = {"jobs": {job.name: job.as_dict() for job in scheduled}}
    if late := [job.sentence for job in scheduled if not job.ok]:
        advice = _(
            "Check that the scheduler is running (celery -A courseware.scheduler), and read "
            "its log."
        )
        return Check(False, " ".join([*late, advice]), facts)
    if left_out := sum(job.left_out for job in scheduled):
        sentence = ngettext(
            "Scheduled jobs are running, but %(count)d piece of work could not be processed. "
            "See the scheduler's log.",
            "Scheduled jobs are running, but %(count)d pieces of work could not be "
            "processed. See the scheduler's log.",
            left_out,
        )
        return Check(True, sentence % {"count": left_out}, facts)
    return Check(True, _("Scheduled jobs are running."), facts)


def _outbox() -> Check:
    """A message may wait long for a free worker, but not for the sweep."""
    status, now = outbox_status(), timezone.now()
    facts = {"waiting": status.waiting, "in_flight": status.in_flight}
    overdue = status.swept_at is None or now - status.swept_at > _SWEEP_OVERDUE_AFTER
    if status.oldest is not None and overdue and now - status.oldest > _SWEEP_OVERDUE_AFTER:
        return Check(
            False,
            _(
                "A task has been waiting for a minute, and nothing has looked for tasks to "
                "send. Check Redis and that the scheduler is running."
            ),
            facts,
        )
    if status.oldest is not None and now - status.oldest > _long():
        return Check(True, _long_queue_sentence(now - status.oldest), facts | {"long": True})
    return Check(True, _("Waiting tasks are sent as workers become free."), facts)


def _long() -> timedelta:
    return timedelta(seconds=settings.QUEUE_LONG_SECONDS)


def _long_queue_sentence(waited: timedelta) -> str:
    minutes = max(1, round(waited.total_seconds() / 60))
    text = ngettext(
        "A task has been waiting for a worker for %(count)d minute. Everything will be graded, "
        "but more workers would shorten the queue.",
        "A task has been waiting for a worker for %(count)d minutes. Everything will be graded, "
        "but more workers would shorten the queue.",
        minutes,
    )
    return text % {"count": minutes}
