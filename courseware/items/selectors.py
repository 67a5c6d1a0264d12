"""Look-ups of items."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from courseware.items.models import Course, Item
from courseware.serving.prepared_queries import PreparedQuery

_TEXTS = ("source", "html", "outline")  # of a chapter: long


def _items(course: int, kind: str, slug: str) -> QuerySet[Item]:
    items = Item.objects.filter(course_id=course, kind=kind, slug=slug, retired=False)
    return items.select_related("chapter").defer(*(f"chapter__{name}" for name in _TEXTS))


_ITEM = PreparedQuery(_items, course=int, kind=str, slug=str)


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
