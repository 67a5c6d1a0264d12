"""What workers run for manual grading."""

from __future__ import annotations

from celery import shared_task

from courseware.manual_grading import rubric_changes
from courseware.outbox.services import retry_on_failure


@shared_task(name=rubric_changes.FOLLOW, acks_late=True)
def follow(rubric_id: int) -> None:
    with retry_on_failure(rubric_changes.FOLLOW, rubric_id):
        rubric_changes.follow(rubric_id=rubric_id)
