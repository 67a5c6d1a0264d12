"""Look-ups of items."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from courseware.items.deadlines import Window
from courseware.items.models import Course, Extension, Item
from courseware.people.models import User
from courseware.serving.prepared_queries import PreparedQuery

_TEXTS = ("source", "html", "outline")  # of a chapter: long


def _items(course: int, kind: str, slug: str) -> QuerySet[Item]:
    items = Item.objects.filter(course_id=course, kind=kind, slug=slug, retired=False)
    return items.select_related("chapter").defer(*(f"chapter__{name}" for name in _TEXTS))


_ITEM = PreparedQuery(_items, course=int, kind=str, slug=str)
_EXTENSION = PreparedQuery(
    lambda item, user: Extension.objects.filter(item_id=item, user_id=user), item=int, user=int
)


def items_of(course: Course) -> QuerySet[Item]:
    """The items that the course has now, in order; the texts of their chapters are not read."""
    items = course.items.filter(retired=False).select_related("course", "chapter")
    return items.defer(*(f"chapter__{name}" for name in _TEXTS))


def item_or_404(course: Course, kind: str, slug: str) -> Item:
    """An item with its course and the name of its chapter; the chapter's text is not read."""
    for item in _ITEM(course=course.pk, kind=kind, slug=slug):
        item.course = course
        if item.chapter is not None:
            item.chapter.course = course
        return item
    raise Http404(_("This course has no %(kind)s “%(slug)s”.") % {"kind": kind, "slug": slug})


def window_of(item: Item, user: User) -> Window:
    """The dates that hold for this person."""
    usual = Window(item.opens_at, item.due_at, item.closes_at)
    for extension in _EXTENSION(item=item.pk, user=user.pk):
        return usual.extended(extension.due_at, extension.closes_at)
    return usual


def last_date(item: Item) -> datetime | None:
    """When the last person of the course has to be done: closed, or due where nothing closes.

    ``None`` where somebody has no such date. One query.
    """
    usual = Window(item.opens_at, item.due_at, item.closes_at)
    extensions = Extension.objects.filter(item=item, user__enrollments__course=item.course_id)
    windows = [usual, *(usual.extended(each.due_at, each.closes_at) for each in extensions)]
    dates = [window.closes_at or window.due_at for window in windows]
    known = [date for date in dates if date is not None]
    return max(known) if len(known) == len(dates) else None
