"""The newest announcements, for a course's home."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template

from courseware.announcements.models import Announcement
from courseware.announcements.selectors import announcements_for
from courseware.items.models import Course
from courseware.people.clock import shown_time

register = template.Library()
FRESH = timedelta(days=14)
MOST = 3


@register.simple_tag(takes_context=True)
def fresh_announcements(
    context: Any, course: Course, may_write: bool = False
) -> list[Announcement]:
    """``{% fresh_announcements course may_write as announcements %}``: one query."""
    found = announcements_for(course, context.request.user, may_write=bool(may_write))
    return list(found.filter(at__gt=shown_time() - FRESH)[:MOST])
