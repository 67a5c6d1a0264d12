"""The sweeper, run every few seconds by the scheduler."""

from __future__ import annotations

from celery import shared_task

from courseware.outbox import dispatcher


@shared_task(name="outbox.sweep", acks_late=False, expires=30)
def sweep() -> int:
    return dispatcher.sweep()
