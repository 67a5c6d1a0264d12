"""The pages of a lab for the staff, besides its analysis."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from courseware.items.models import Item
from courseware.items.staff_pages import StaffPage
from courseware.people.permissions import Permission


def staff_pages(item: Item) -> list[StaffPage]:
    """Of a lab."""
    pages = (
        ("speed", Permission.SEE_ANALYSIS, _("Speed and thresholds")),
        ("similarity", Permission.SEE_GRADES, _("Similar submissions")),
        ("behind", Permission.SEE_CONTENT, _("Lab internals")),
    )
    place = [item.course.slug, item.slug]
    return [
        StaffPage(name, permission, reverse(f"labs:{name}", args=place), words)
        for name, permission, words in pages
    ]
