"""The scheduled job that records the site's health."""

from __future__ import annotations

from celery import shared_task

from courseware.health.checks import run_checks
from courseware.health.log import record_minute


@shared_task(name="health.record", acks_late=False, expires=50)
def record() -> None:
    record_minute([name for name, check in run_checks().items() if not check.ok])
