"""What Celery carries."""

from __future__ import annotations

from celery import shared_task

from labs import services


@shared_task(name=services.TASK, acks_late=True)
def grade_submission(submission_id: int) -> None:
    services.grade_submission(submission_id=submission_id)
