"""Celery tasks. They carry ids to services."""

from __future__ import annotations

from celery import shared_task

from courseware.outages.services import CREDIT, continue_credit
from courseware.outbox.services import retry_on_failure


@shared_task(name=CREDIT, acks_late=True)
def credit(decision_id: int) -> None:
    """See `courseware.outages.services.continue_credit`."""
    with retry_on_failure(CREDIT, decision_id):
        continue_credit(decision_id=decision_id)
