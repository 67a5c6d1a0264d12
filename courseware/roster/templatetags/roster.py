"""What a visitor joins by signing up."""

from __future__ import annotations

from typing import Any

from django import template

from courseware.items.models import Course
from courseware.roster.joining import course_to_join

register = template.Library()


@register.simple_tag(takes_context=True)
def joining(context: Any) -> Course | None:
    """The course, for the sign-up page to name."""
    request = context.get("request")
    return course_to_join(request) if request is not None else None
