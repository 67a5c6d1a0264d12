"""Look-ups of items."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from courseware.items.deadlines import Window
from courseware.items.models import Course, Extension, Item
from courseware.people.models import User

_TEXTS = ("source", "html", "outline")  # of a chapter: long


def items_of(course: Course) -> QuerySet[Item]:
    """The items that the course has now, in order."""
    return course.items.filter(retired=False).select_related("course", "chapter")


def item_or_404(course: Course, kind: str, slug: str) -> Item:
    """An item with its course and the name of its chapter; the chapter's text is not read."""
    items = course.items.filter(retired=False, kind=kind, slug=slug).select_related("chapter")
    item = items.defer(*(f"chapter__{name}" for name in _TEXTS)).first()
    if item is None:
        raise Http404(f"This course has no {kind} “{slug}”.")
    if item.chapter is not None:
        item.chapter.course = course
    return item


def window_of(item: Item, user: User) -> Window:
    """The dates that hold for this person."""
    usual = Window(item.opens_at, item.due_at, item.closes_at)
    extension = Extension.objects.filter(item=item, user=user).first()
    return usual.extended(extension.due_at, extension.closes_at) if extension else usual
