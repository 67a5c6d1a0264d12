"""The Celery tasks that talk to platforms."""

from __future__ import annotations

from celery import shared_task

from courseware.lti import members, scores, sending
from courseware.outbox.services import mark_done, retry_on_failure


@shared_task(name="lti.enqueue_due")
def enqueue_due() -> None:
    scores.enqueue_due()
    members.forget_old()


@shared_task(name=scores.SEND, acks_late=True)
def send_score(pk: int) -> None:
    """What is not taken is enqueued again by the scheduler, when it is due."""
    with retry_on_failure(scores.SEND, pk):
        sending.send(pk)
        mark_done(scores.SEND, pk)


@shared_task(name=members.FETCH, acks_late=True)
def fetch_members(pk: int) -> None:
    with retry_on_failure(members.FETCH, pk):
        members.fetch(pk)
        mark_done(members.FETCH, pk)
