"""Celery tasks. They carry ids to services."""

from __future__ import annotations

from celery import shared_task

from courseware.outbox.services import retry_on_failure
from courseware.regrades import proposals, runs
from courseware.regrades.services import REGRADE


@shared_task(name=REGRADE, acks_late=True)
def work(regrade_id: int) -> None:
    """See `courseware.regrades.runs.continue_regrade`."""
    with retry_on_failure(REGRADE, regrade_id):
        runs.continue_regrade(regrade_id=regrade_id)


@shared_task(name="regrades.propose", acks_late=False, expires=600)
def propose() -> int:
    """See `courseware.regrades.proposals.propose_all`."""
    return proposals.propose_all()
