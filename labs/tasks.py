"""Celery tasks. They carry ids to services."""

from __future__ import annotations

from celery import shared_task

from courseware.outbox.services import retry_on_failure
from labs.analysis import reports
from labs.behind import drawing
from labs.grading import held_speed, services
from labs.models import (
    ANALYZE,
    COMPARE,
    DRAW_CASES,
    GRADE_SUBMISSION,
    MEASURE_SPEED,
    RUN_PUBLIC,
    RUN_SCRATCH,
)
from labs.scratch import services as scratch
from labs.similarity import services as similarity
from labs.trials import services as trials


@shared_task(name=GRADE_SUBMISSION, acks_late=True)
def grade_submission(submission_id: int) -> None:
    """See `labs.grading.services.grade_submission`."""
    services.grade_submission(submission_id=submission_id)


@shared_task(name=MEASURE_SPEED, acks_late=True)
def measure_speed(submission_id: int) -> None:
    """See `labs.grading.held_speed.measure_held_speed`."""
    with retry_on_failure(MEASURE_SPEED, submission_id):
        held_speed.measure_held_speed(submission_id=submission_id)


@shared_task(name=RUN_SCRATCH, acks_late=True)
def run_scratch(run_id: int) -> None:
    """See `labs.scratch.services.run`."""
    scratch.run(run_id=run_id)


@shared_task(name=RUN_PUBLIC, acks_late=True)
def run_public(run_id: int) -> None:
    """See `labs.trials.services.run`."""
    trials.run(run_id=run_id)


@shared_task(name=ANALYZE, acks_late=True)
def analyze(item_id: int, scope_key: str) -> None:
    """See `labs.analysis.reports.analyze`."""
    with retry_on_failure(ANALYZE, item_id, scope_key):
        reports.analyze(item_id=item_id, scope_key=scope_key)


@shared_task(name=DRAW_CASES, acks_late=True)
def draw_cases(draw_id: int) -> None:
    """See `labs.behind.drawing.draw`."""
    with retry_on_failure(DRAW_CASES, draw_id):
        drawing.draw(draw_id=draw_id)


@shared_task(name="labs.delete_public_runs", acks_late=False, expires=300)
def delete_public_runs() -> int:
    """See `labs.trials.services.delete_expired`."""
    return trials.delete_expired()


@shared_task(name=COMPARE, acks_late=True)
def compare_submissions(comparison_id: int) -> None:
    """See `labs.similarity.services.run`."""
    similarity.run(comparison_id=comparison_id)
