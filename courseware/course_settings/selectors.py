"""What was set on the site, beside what the files say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from courseware.course_settings.fields import DATES, Field, fields_of
from courseware.course_settings.models import SettingChange, SiteSetting
from courseware.deadlines.window import postponed
from courseware.items.models import Course, Item

MOST_CHANGES = 200


@dataclass(frozen=True)
class Difference:
    """A field that was set on the site."""

    setting: SiteSetting
    field: Field
    value: Any  # plain

    @property
    def on_site(self) -> str:
        return self.field.words(self.value)

    @property
    def in_file(self) -> str:
        return self.field.words(self.setting.file_value)


@dataclass(frozen=True)
class Shift:
    """The dates of one item before and after a shift, by field."""

    item: Item
    before: dict[str, datetime]
    after: dict[str, datetime]


def dated_items(course: Course) -> list[Item]:
    """All items that the files name, hidden ones too, in order."""
    hidden = SiteSetting.objects.filter(course=course, field="retired").values("item")
    shown = course.items.filter(Q(retired=False) | Q(pk__in=hidden))
    return list(shown.select_related("course"))


def differences(course: Course, item: Item | None = None) -> list[Difference]:
    """Of the course and its items, or of one item; one query."""
    rows = SiteSetting.objects.filter(course=course).select_related("course", "item", "by")
    if item is not None:
        rows = rows.filter(item=item)
    found = []
    for row in rows.order_by("item__position", "item", "pk"):
        target = row.item or row.course
        field = fields_of(target)[row.field]
        found.append(Difference(row, field, field.plain(getattr(target, row.field))))
    return found


def changes(course: Course, item: Item | None = None) -> list[SettingChange]:
    """Newest first."""
    rows = SettingChange.objects.filter(course=course).select_related("item", "course", "by")
    return list(rows.filter(item=item)[:MOST_CHANGES] if item else rows[:MOST_CHANGES])


def shifted(items: list[Item], days: int) -> list[Shift]:
    """The dates of those that have any, moved by so many days of the calendar."""
    found = []
    for item in items:
        before = {name: at for name in DATES if (at := getattr(item, name)) is not None}
        after = {name: postponed(at, timedelta(days=days)) for name, at in before.items()}
        if before:
            found.append(Shift(item, before, after))
    return found
