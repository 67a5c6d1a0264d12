"""Links for the staff on pages of items and chapters."""

from __future__ import annotations

from typing import Any

from django import template

from courseware.gradebook.staff_links import chapter_links, item_links
from courseware.items.models import Item
from courseware.people.policy import Access

register = template.Library()


@register.inclusion_tag("gradebook/staff_links.html")
def staff_links(access: Access, item: Item, here: str = "") -> dict[str, Any]:
    """``{% staff_links request.access item "analysis" %}``: nothing for students."""
    return {"links": item_links(access, item), "here": here}


@register.inclusion_tag("gradebook/staff_links.html")
def chapter_staff_links(access: Access, chapter: Any) -> dict[str, Any]:
    """``{% chapter_staff_links request.access chapter %}``: nothing for students."""
    return {"links": chapter_links(access, chapter)}
