"""Links between the pages of a lab that only the staff may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from courseware.items.models import Item
from courseware.people.permissions import Permission
from courseware.people.policy import Access


@dataclass(frozen=True)
class StaffLink:
    name: str
    url: str
    words: str


def staff_links(access: Access, item: Item) -> list[StaffLink]:
    """Those that the person may follow; none for students."""
    pages = (
        ("analysis", Permission.SEE_ANALYSIS, _("Item analysis")),
        ("speed", Permission.SEE_ANALYSIS, _("Speed and thresholds")),
        ("behind", Permission.SEE_CONTENT, _("Lab internals")),
    )
    found = [
        StaffLink(name, reverse(f"labs:{name}", args=[item.course.slug, item.slug]), words)
        for name, permission, words in pages
        if access.may(permission)
    ]
    if access.may(Permission.CHANGE_GRADES):
        url = reverse("regrade-new", args=[item.course.slug, item.kind, item.slug])
        found.append(StaffLink("regrade", url, _("Regrade")))
    return found
