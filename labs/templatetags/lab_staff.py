"""Links for the staff on pages of labs."""

from __future__ import annotations

from typing import Any

from django import template

from courseware.items.models import Item
from courseware.people.policy import Access
from labs import staff_links as links

register = template.Library()


@register.inclusion_tag("labs/staff_links.html")
def staff_links(access: Access, item: Item, here: str = "") -> dict[str, Any]:
    """``{% staff_links request.access item "analysis" %}``: nothing for students."""
    return {"links": links.staff_links(access, item), "here": here}
