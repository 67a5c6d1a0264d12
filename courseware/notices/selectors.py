"""Look-ups of notices."""

from __future__ import annotations

from django.db.models import QuerySet

from courseware.notices.models import Notice
from courseware.people.models import User

SHOWN = 100


def notices_of(user: User) -> QuerySet[Notice]:
    """Of the courses that the person is in, newest first."""
    mine = Notice.objects.filter(user=user, course__enrollments__user=user)
    return mine.select_related("course")


def unread_count(user: User) -> int:
    return notices_of(user).filter(seen_at=None).count()
