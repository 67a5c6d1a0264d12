"""Look-ups of announcements."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from courseware.announcements.models import Announcement
from courseware.items.models import Course
from courseware.people.models import User


def announcements_for(course: Course, person: User, *, may_write: bool) -> QuerySet[Announcement]:
    """Those that the person is meant to read, or all for those who announce; newest first."""
    found = Announcement.objects.filter(course=course)
    if may_write:
        return found
    mine = Announcement.people.through.objects.filter(user=person).values("announcement")
    return found.filter(Q(audience="") | Q(pk__in=mine))
