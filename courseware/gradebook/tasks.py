"""What workers do for the gradebook."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task

from courseware.gradebook.recounting import RECOUNT, recount
from courseware.items.models import Item
from courseware.outbox.services import extend_lease, mark_done, retry_on_failure

LEASE = timedelta(minutes=30)


@shared_task(name=RECOUNT, acks_late=True)
def recount_scores(item_id: int) -> None:
    """Scores that are set already are left alone, so a task that was killed is run again."""
    with retry_on_failure(RECOUNT, item_id):
        extend_lease(RECOUNT, item_id, lease=LEASE)
        item = Item.objects.select_related("course").filter(pk=item_id).first()
        if item is not None:
            recount(item)
        mark_done(RECOUNT, item_id)
