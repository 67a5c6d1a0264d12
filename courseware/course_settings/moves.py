"""Moving the dates of many items by days of the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.utils.timezone import localtime

from courseware.course_settings.fields import DATES
from courseware.deadlines.window import Window, postponed
from courseware.items.models import Item


@dataclass(frozen=True)
class Move:
    """The dates of one item that move, by field, before and after."""

    item: Item
    before: dict[str, datetime]
    after: dict[str, datetime]

    @property
    def dates(self) -> list[tuple[str, datetime, datetime]]:
        """Field, old and new date."""
        return [(name, at, self.after[name]) for name, at in self.before.items()]

    @property
    def is_possible(self) -> bool:
        """Whether the item still opens before it is due, and closes no earlier than that.

        What was out of order before does not become wrong by moving.
        """
        now = Window(*(getattr(self.item, name) for name in DATES))
        then = Window(*(self.after.get(name, getattr(self.item, name)) for name in DATES))
        return _in_order(then) or not _in_order(now)


def moves(items: Iterable[Item], days: int, starting: date | None = None) -> list[Move]:
    """For items with dates to move: all, or those from a day of the reader on."""
    found = []
    for item in items:
        dates = {name: at for name in DATES if (at := getattr(item, name)) is not None}
        before = {
            name: at
            for name, at in dates.items()
            if starting is None or localtime(at).date() >= starting
        }
        if before:
            after = {name: postponed(at, timedelta(days=days)) for name, at in before.items()}
            found.append(Move(item, before, after))
    return found


def digest(found: Sequence[Move]) -> str:
    """The same for the same dates, to notice that they have changed since the preview."""
    text = ";".join(
        f"{move.item.pk} {name} {before.timestamp()} {after.timestamp()}"
        for move in found
        for name, before, after in move.dates
    )
    return sha256(text.encode()).hexdigest()


def _in_order(window: Window) -> bool:
    opens, due, closes = window.opens_at, window.due_at, window.closes_at
    if due and closes and closes < due:
        return False
    end = due or closes
    return not (opens and end and end <= opens)
