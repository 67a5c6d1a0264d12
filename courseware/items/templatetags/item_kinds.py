"""What templates ask of the kinds of items that are installed."""

from __future__ import annotations

from django import template

from courseware.items.kinds import all_kinds
from courseware.items.models import Course

register = template.Library()


@register.simple_tag
def index_pages(course: Course) -> list[tuple[str, str]]:
    """``{% index_pages course as pages %}``: address and word of each page that lists a kind."""
    pages = (kind.index_page(course) for kind in all_kinds())
    return [page for page in pages if page is not None]
