"""The link for asking, and what became of it, at the place itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import reverse

from courseware.items.models import Item
from courseware.threads.models import Thread
from courseware.threads.selectors import SCORE, threads_of

register = template.Library()


@register.inclusion_tag("threads/here.html", takes_context=True)
def ask(context: Any, item: Item, about: str = SCORE) -> dict[str, Any]:
    """``{% ask item about %}``: one query a page, however many places it has.

    The staff sees threads that are there and asks nothing itself.
    """
    request = context.get("request")
    if request is None or not hasattr(request, "course"):
        return {}
    if not hasattr(request, "threads_here"):
        request.threads_here = _threads(request, item)
    there = [
        thread
        for thread in request.threads_here.get(item.pk, [])
        if thread.place == about or thread.place.startswith(f"{about}/")
    ]
    url = reverse("ask", args=[request.course.slug, item.kind, item.slug])
    return {
        "threads": there,
        "ask_url": "" if request.access.is_staff else f"{url}?{urlencode({'about': about})}",
        "about_score": about == SCORE,
    }


def _threads(request: HttpRequest, item: Item) -> dict[int, list[Thread]]:
    """By item: a student's of the course; of the staff, those of this item."""
    here = {"item": item} if request.access.is_staff else {"item__course": request.course}
    found: dict[int, list[Thread]] = {}
    for thread in threads_of(request.access).filter(**here):
        found.setdefault(thread.item_id, []).append(thread)
    return found
