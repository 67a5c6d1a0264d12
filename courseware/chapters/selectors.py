"""Look-ups of chapters."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from courseware.chapters.models import Chapter, Reading
from courseware.items.models import Course
from courseware.people.models import User

TEXTS = ("source", "html", "outline")
"""Fields that are long, and that few pages need."""


def chapter_or_404(course: Course, slug: str) -> Chapter:
    chapter = course.chapters.filter(slug=slug, retired=False).first()
    if chapter is None:
        raise Http404(_("This course has no chapter “%(slug)s”.") % {"slug": slug})
    chapter.course = course
    return chapter


def chapters_of(course: Course) -> list[Chapter]:
    """In order, without their texts."""
    chapters = list(course.chapters.filter(retired=False).defer(*TEXTS))
    for chapter in chapters:
        chapter.course = course  # its address names the course; no query for that
    return chapters


def chapters_read_by(user: User, course: Course) -> set[int]:
    """Ids of the chapters that a person has marked as read."""
    readings = Reading.objects.filter(user=user, chapter__course=course)
    return set(readings.values_list("chapter_id", flat=True))
