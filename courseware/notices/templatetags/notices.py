"""The number in the page header."""

from __future__ import annotations

from typing import Any

from django import template
from django.db import DatabaseError

from courseware.notices.selectors import unread_count

register = template.Library()


@register.simple_tag
def unread_notices(person: Any) -> int:
    """``{% unread_notices person as unread %}``: one query.

    The header is on error pages too: without a database there is no number.
    """
    try:
        return unread_count(person) if person.pk else 0
    except DatabaseError:
        return 0
