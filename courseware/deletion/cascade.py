"""Deletes rows and everything that depends on them, in short transactions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import CASCADE, SET_NULL, Model

from courseware.database.batches import short_transaction

ROWS_PER_TRANSACTION = 100


def delete_in_batches(model: type[Model], ids: Sequence[Any]) -> None:
    """Deletes dependent rows first. For models on which no row depends by ``PROTECT``."""
    for relation in _relations(model):
        child, name = relation.related_model, relation.field.name
        dependents = child._base_manager.filter(**{f"{name}__in": ids}).order_by()
        while chunk := list(dependents.values_list("pk", flat=True)[:ROWS_PER_TRANSACTION]):
            if relation.on_delete is CASCADE:
                delete_in_batches(child, chunk)
            else:
                with short_transaction():
                    child._base_manager.filter(pk__in=chunk).update(**{name: None})
    for chunk in chunks(ids, ROWS_PER_TRANSACTION):
        with short_transaction():
            model._base_manager.filter(pk__in=chunk).delete()


def chunks(ids: Sequence[Any], size: int) -> Iterator[list[Any]]:
    """The ids in lists of at most ``size``."""
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])


def _relations(model: type[Model]) -> Iterator[Any]:
    """Foreign keys of other models to this one that a deletion has to follow."""
    for field in model._meta.get_fields(include_hidden=True):
        is_reverse = field.auto_created and not field.concrete and not field.many_to_many
        if is_reverse and field.on_delete in (CASCADE, SET_NULL):
            yield field
