"""Deleting people and their work by workers, a few rows at a time.

Django's admin deletes all that hangs on a row in one transaction, after listing every row of it on
a page. For somebody with a year's work, or for a class, both take many seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.apps import apps
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import CASCADE, SET_NULL, Model, QuerySet
from django.http import HttpRequest

from courseware.batches import short_transaction
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, extend_lease, mark_done, retried_later

DELETE = "courseware.delete"
TOGETHER = 100  # rows of one transaction
LEASE = timedelta(minutes=30)  # of a task; a worker that is gone is noticed sooner
A_TASK = 10  # rows, with all that hangs on them, of one task
MOST_NAMED = 20  # on the page that asks whether to delete


@transaction.atomic
def delete_later(rows: QuerySet[Any], *, by: int) -> int:
    """Has workers delete rows with all that hangs on them; says how many."""
    ids = list(rows.values_list("pk", flat=True))
    for some in _portions(ids, A_TASK):
        enqueue(DELETE, rows.model._meta.label, some, lane=Lane.BACKGROUND, owner=by)
    return len(ids)


@shared_task(name=DELETE, acks_late=True)
def delete(label: str, ids: list[int]) -> None:
    """What is gone already is passed over, so a killed task is simply done again."""
    with retried_later(DELETE, label, ids):
        extend_lease(DELETE, label, ids, lease=LEASE)
        delete_in_batches(apps.get_model(label), ids)
        mark_done(DELETE, label, ids)


def delete_in_batches(model: type[Model], ids: Sequence[Any]) -> None:
    """From the outermost rows inwards. To be used where no row protects what it hangs on."""
    for relation in _relations(model):
        child, name = relation.related_model, relation.field.name
        hanging = child._base_manager.filter(**{f"{name}__in": ids}).order_by()
        while some := list(hanging.values_list("pk", flat=True)[:TOGETHER]):
            if relation.on_delete is CASCADE:
                delete_in_batches(child, some)
            else:
                with short_transaction():
                    child._base_manager.filter(pk__in=some).update(**{name: None})
    for some in _portions(ids, TOGETHER):
        with short_transaction():
            model._base_manager.filter(pk__in=some).delete()


def _relations(model: type[Model]) -> Iterator[Any]:
    """Foreign keys of others to the model that deleting has to follow."""
    for field in model._meta.get_fields(include_hidden=True):
        of_another = field.auto_created and not field.concrete and not field.many_to_many
        if of_another and field.on_delete in (CASCADE, SET_NULL):
            yield field


def _portions(ids: Sequence[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])


class DeletedByWorkers(admin.ModelAdmin):
    """An admin whose rows have much hanging on them."""

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """The rows themselves; listing all that hangs on them can take longer than deleting."""
        rows = list(objs[: MOST_NAMED + 1])
        named = [str(each) for each in rows[:MOST_NAMED]]
        if len(rows) > MOST_NAMED:
            named.append("… and more")
        named.append("All that belongs to them, by a worker, within minutes.")
        many = objs.count() if isinstance(objs, QuerySet) else len(objs)
        allowed = self.has_delete_permission(request)
        refused = set() if allowed else {str(self.model._meta.verbose_name)}
        return named, {str(self.model._meta.verbose_name_plural): many}, refused, []

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self.delete_queryset(request, self.model._base_manager.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.before_deleting(queryset)
        delete_later(queryset, by=request.user.pk)
        messages.info(request, "Workers delete them in the background; they go within minutes.")

    def before_deleting(self, queryset: QuerySet[Any]) -> None:
        """What has to happen at once."""
