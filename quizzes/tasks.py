"""Background tasks of quizzes: what workers and the scheduler run."""

from __future__ import annotations

from dataclasses import asdict

from celery import shared_task

from courseware.outbox.services import retry_on_failure
from quizzes import services
from quizzes.analysis import reports


@shared_task(name=services.GRADE_RESPONSE, acks_late=True)
def grade_response(response_id: int) -> None:
    services.grade_response(response_id=response_id)


@shared_task(name=reports.ANALYZE, acks_late=True)
def analyze(item_id: int, first_only: bool, *scope: str) -> None:
    with retry_on_failure(reports.ANALYZE, item_id, first_only, *scope):
        reports.analyze(item_id=item_id, first_only=first_only, scope_key="".join(scope))


@shared_task(name="quizzes.finish_overdue", acks_late=False, expires=30)
def finish_overdue() -> dict[str, int]:
    result = services.finish_overdue_attempts()
    if result.more:  # behind what else is due by now
        finish_overdue.delay()
    return asdict(result)
