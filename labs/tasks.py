"""What Celery carries."""

from __future__ import annotations

from celery import shared_task

from labs import grading


@shared_task(name=grading.TASK, acks_late=True)
def grade_submission(submission_id: int) -> None:
    grading.grade_submission(submission_id=submission_id)
