"""Celery tasks. They carry ids to services."""

from __future__ import annotations

from celery import shared_task

from courseware.outbox.services import retry_on_failure
from courseware.teaching import summary


@shared_task(name=summary.SUMMARIZE, acks_late=True)
def summarize(course_id: int, scope_key: str) -> None:
    """See `courseware.teaching.summary.summarize`."""
    with retry_on_failure(summary.SUMMARIZE, course_id, scope_key):
        summary.summarize(course_id=course_id, scope_key=scope_key)
