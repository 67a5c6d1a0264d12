"""Celery tasks. They carry ids to services."""

from __future__ import annotations

from celery import shared_task

from labs.grading import services
from labs.models import GRADE_SUBMISSION


@shared_task(name=GRADE_SUBMISSION, acks_late=True)
def grade_submission(submission_id: int) -> None:
    """See `labs.grading.services.grade_submission`."""
    services.grade_submission(submission_id=submission_id)
