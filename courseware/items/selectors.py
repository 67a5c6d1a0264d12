"""Look-ups of items."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from courseware.items.deadlines import Window
from courseware.items.models import Course, Extension, Item
from courseware.people.models import User


def items_of(course: Course) -> QuerySet[Item]:
    """The items that the course has now, in order."""
    return course.items.filter(retired=False).select_related("course", "chapter")


def item_or_404(course: Course, kind: str, slug: str) -> Item:
    item = items_of(course).filter(kind=kind, slug=slug).first()
    if item is None:
        raise Http404(f"This course has no {kind} “{slug}”.")
    return item


def window_of(item: Item, user: User) -> Window:
    """The dates that hold for this person."""
    usual = Window(item.opens_at, item.due_at, item.closes_at)
    extension = Extension.objects.filter(item=item, user=user).first()
    return usual.extended(extension.due_at, extension.closes_at) if extension else usual
