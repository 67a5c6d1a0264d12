"""The newest announcements, for a course's home."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils import timezone

from courseware.announcements.models import Announcement
from courseware.items.models import Course

register = template.Library()
FRESH = timedelta(days=14)
MOST = 3


@register.simple_tag
def fresh_announcements(course: Course) -> list[Announcement]:
    """``{% fresh_announcements course as announcements %}``: one query."""
    fresh = Announcement.objects.filter(course=course, at__gt=timezone.now() - FRESH)
    return list(fresh[:MOST])
