"""The pages of a quiz for the staff, besides its analysis."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from courseware.items.models import Item
from courseware.items.staff_pages import StaffPage
from courseware.people.permissions import Permission


def staff_pages(item: Item) -> list[StaffPage]:
    """Of a quiz."""
    pages = (
        ("people", Permission.SEE_GRADES, _("Attempts and extensions")),
        ("author", Permission.SEE_CONTENT, _("Questions and answer key")),
    )
    place = [item.course.slug, item.slug]
    return [
        StaffPage(name, permission, reverse(f"quizzes:{name}", args=place), words)
        for name, permission, words in pages
    ]
