"""The Celery tasks that tell webhooks what has changed."""

from __future__ import annotations

from celery import shared_task

from courseware.outbox.services import mark_done, retry_on_failure
from courseware.webhooks import services

MESSAGES = 20  # in one run; then others have their turn


@shared_task(name="webhooks.enqueue_due")
def enqueue_due() -> None:
    services.enqueue_due()


@shared_task(name=services.TEST, acks_late=True)
def send_test(pk: int) -> None:
    with retry_on_failure(services.TEST, pk):
        services.send_test(pk)
        mark_done(services.TEST, pk)


@shared_task(name=services.DELIVER, acks_late=True)
def deliver(pk: int) -> None:
    """What is left after some messages is enqueued again by the scheduler."""
    with retry_on_failure(services.DELIVER, pk):
        for _ in range(MESSAGES):
            if not services.deliver(pk):
                break
        mark_done(services.DELIVER, pk)
