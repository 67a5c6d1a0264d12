"""The scheduled job that deletes what is kept no longer."""

from __future__ import annotations

from celery import shared_task

from courseware.retention import services

SECONDS = 5.0  # a run may take: other scheduled jobs wait for it


@shared_task(name="retention.prune", acks_late=False, expires=300)
def prune() -> dict[str, int]:
    return services.prune(seconds=SECONDS)
