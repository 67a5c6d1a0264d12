"""Making items for scores that come from outside."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db.models import Max
from django.utils.text import slugify

from courseware.chapters.models import Chapter
from courseware.database.transactions import in_transaction
from courseware.external_scores.kind import NAME
from courseware.items.models import Course, Item

LONGEST = 60  # of a slug that is made of a title


@in_transaction
def make_external_item(
    *,
    course: Course,
    title: str,
    points: Decimal | float,
    chapter: Chapter | None = None,
    due_at: datetime | None = None,
    released: bool = True,
) -> Item:
    """A column of the gradebook behind the others of the course.

    ``released``: students see scores as soon as they are entered; else when they are released.
    """
    Course.objects.select_for_update().get(pk=course.pk)  # for its slugs and places
    last = course.items.aggregate(last=Max("position"))["last"]
    return Item.objects.create(
        course=course,
        kind=NAME,
        slug=_free_slug(course, title),
        title=title,
        points=points,
        chapter=chapter,
        due_at=due_at,
        scores_held=not released,
        position=(last or 0) + 1,
    )


def _free_slug(course: Course, title: str) -> str:
    """Of the title; its address and its name in files, which never change."""
    base = slugify(title)[:LONGEST].strip("-_") or "score"
    taken = set(course.items.filter(kind=NAME).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
