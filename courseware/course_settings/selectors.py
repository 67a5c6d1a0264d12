"""What was set on the site, beside what the files say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from courseware.chapters.selectors import chapters_of
from courseware.course_settings.fields import Field, fields_of
from courseware.course_settings.models import SettingChange, SiteSetting
from courseware.items.models import Course, Item

MOST_CHANGES = 200
NO_CHAPTER = "-"  # no slug of a chapter


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
class DatedChapter:
    """The items of a chapter, or those in no chapter that students see."""

    key: str
    number: int | None
    title: str
    items: list[Item]

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """The first and the last date by which something has to be submitted."""
        ends = [end for item in self.items if (end := item.due_at or item.closes_at)]
        return (min(ends), max(ends)) if ends else None


def dated_items(course: Course) -> list[Item]:
    """All items that the files name, hidden ones too, in order."""
    hidden = SiteSetting.objects.filter(course=course, field="retired").values("item")
    shown = course.items.filter(Q(retired=False) | Q(pk__in=hidden))
    return list(shown.select_related("course"))


def dated_chapters(course: Course) -> list[DatedChapter]:
    """The items of the course by chapter; chapters without any are left out."""
    items, chapters = dated_items(course), chapters_of(course)
    known = {chapter.pk for chapter in chapters}
    found = [
        DatedChapter(
            chapter.slug, number, chapter.title, [i for i in items if i.chapter_id == chapter.pk]
        )
        for number, chapter in enumerate(chapters, start=1)
    ]
    rest = [item for item in items if item.chapter_id not in known]
    found.append(DatedChapter(NO_CHAPTER, None, gettext("In no chapter"), rest))
    return [chapter for chapter in found if chapter.items]


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
