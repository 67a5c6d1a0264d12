"""What regrades need in templates: points of shares, and proposals on an item's pages."""

from __future__ import annotations

from typing import Any

from django import template

from courseware.items.models import Course, Item
from courseware.items.regrading import ROUNDING
from courseware.people.permissions import Permission
from courseware.regrades.proposals import open_proposals
from courseware.ui.formatting import number

register = template.Library()


@register.filter
def share_of(share: float | None, points: Any) -> str:
    """``{{ row.before|share_of:item.points }}``: `7.5`; a dash for a work without a score."""
    return "–" if share is None else number(share * float(points), 2)


@register.filter
def gain_of(share: float, points: Any) -> str:
    """``{{ row.gain|gain_of:item.points }}``: `+1.5`, `−2`, or `0`."""
    return signed(share * float(points))


@register.filter
def signed(points: float) -> str:
    return f"{'+' if points > ROUNDING else ''}{number(points, 2)}"


@register.inclusion_tag("regrades/proposed.html", takes_context=True)
def regrade_proposals(context: dict[str, Any], item: Item) -> dict[str, Any]:
    """A notice for each open proposal of an item, for those who may decide on it."""
    access = getattr(context.get("request"), "access", None)
    may = access is not None and access.may(Permission.CHANGE_GRADES)
    found = list(open_proposals(item.course).filter(item=item)) if may else []
    return {"proposals": found, "item": item, "course": item.course}


@register.inclusion_tag("regrades/home.html", takes_context=True)
def regrades_waiting(context: dict[str, Any], course: Course) -> dict[str, Any]:
    """On a course's home, that regrades are proposed, for those who may decide on them."""
    access = getattr(context.get("request"), "access", None)
    may = access is not None and access.may(Permission.CHANGE_GRADES)
    return {"count": open_proposals(course).count() if may else 0, "course": course}
