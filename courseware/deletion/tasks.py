"""The Celery task that deletes rows, and the service that enqueues it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from celery import shared_task
from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from courseware.deletion.cascade import chunks, delete_in_batches
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, extend_lease, mark_done, retry_on_failure

DELETE = "courseware.delete"
ROWS_PER_TASK = 10  # each with everything that depends on it
LEASE = timedelta(minutes=30)  # of a task; a worker that is gone is noticed sooner


@transaction.atomic
def delete_later(rows: QuerySet[Any], *, by: int) -> int:
    """Enqueues the deletion of rows with everything that depends on them; returns their number."""
    ids = list(rows.values_list("pk", flat=True))
    for chunk in chunks(ids, ROWS_PER_TASK):
        enqueue(DELETE, rows.model._meta.label, chunk, lane=Lane.BACKGROUND, owner=by)
    return len(ids)


@shared_task(name=DELETE, acks_late=True)
def delete(label: str, ids: list[int]) -> None:
    """Rows that are gone already are skipped, so a task that was killed is simply run again."""
    with retry_on_failure(DELETE, label, ids):
        extend_lease(DELETE, label, ids, lease=LEASE)
        delete_in_batches(apps.get_model(label), ids)
        mark_done(DELETE, label, ids)
