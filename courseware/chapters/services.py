"""Changes of who has read what."""

from __future__ import annotations

from courseware.chapters.models import Chapter, Reading
from courseware.people.models import User


def mark_read(*, chapter: Chapter, user: User) -> Reading:
    reading, _ = Reading.objects.get_or_create(chapter=chapter, user=user)
    return reading


def mark_unread(*, chapter: Chapter, user: User) -> None:
    Reading.objects.filter(chapter=chapter, user=user).delete()
