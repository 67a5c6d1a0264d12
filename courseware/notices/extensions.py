"""Tells a person of an extension, wherever it is saved: the administration is where staff does."""

from __future__ import annotations

from typing import Any

from courseware.items.models import Extension
from courseware.notices.models import Kind
from courseware.notices.services import notify


def tell_of_extension(sender: object, instance: Extension, raw: bool = False, **_: Any) -> None:
    """Once for the same dates; a change of the reason alone is none."""
    if raw:  # a copy of a database is read
        return
    dates = (f"{at:%Y%m%dT%H%M%S%z}" if at else "" for at in (instance.due_at, instance.closes_at))
    item = instance.item
    notify(
        [instance.user_id],
        kind=Kind.EXTENSION,
        key=f"extension:{instance.pk}:{':'.join(dates)}",
        course=item.course,
        link=item.get_absolute_url(),
        item=item,
    )
