"""Links from the pages of an item or a chapter to what the staff does with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courseware.gradebook.grid.query import GridQuery
from courseware.items.kinds import kind_named
from courseware.items.models import Item
from courseware.people.permissions import Permission
from courseware.people.policy import Access


@dataclass(frozen=True)
class StaffLink:
    """``name`` tells it from the others of the item."""

    name: str
    url: str
    words: str


def item_links(access: Access, item: Item) -> list[StaffLink]:
    """Those that the person may follow; none for students. At most one query by the item's kind."""
    if not access.is_staff:
        return []
    kind, place = kind_named(item.kind), [item.course.slug, item.kind, item.slug]
    found = []
    if access.may(Permission.SEE_GRADES):
        found.append(StaffLink("scores", _grid(item, items=f"item-{item.pk}"), _("Scores")))
    if access.may(Permission.GRADE) and any(
        not part.optional for part in kind.manual_parts([item]).get(item.pk, [])
    ):
        url = f"{reverse('grading', args=[item.course.slug])}#item-{item.pk}"
        found.append(StaffLink("grading", url, _("Manual grading")))
    if access.may(Permission.SEE_ANALYSIS) and (analysis := kind.analysis_url(item)):
        found.append(StaffLink("analysis", analysis, _("Item analysis")))
    found += [
        StaffLink(page.name, page.url, page.words)
        for page in kind.staff_pages(item)
        if access.may(page.permission)
    ]
    if access.may(Permission.CHANGE_GRADES) and kind.regrading() is not None:
        found.append(StaffLink("regrade", reverse("regrade-new", args=place), _("Regrade")))
    if access.may(Permission.GRANT):
        url = f"{reverse('extension-give', args=place[:1])}?item={item.kind}/{item.slug}"
        found.append(StaffLink("extend", url, _("Give an extension")))
    if access.may(Permission.CHANGE_COURSE):
        found.append(StaffLink("dates", reverse("dates-item", args=place), _("Dates and settings")))
    return found


def chapter_links(access: Access, chapter: Any) -> list[StaffLink]:
    """As `item_links`, about all items of a chapter. No queries."""
    found = []
    if access.may(Permission.SEE_GRADES):
        found.append(
            StaffLink("scores", _grid(chapter, items=f"chapter-{chapter.pk}"), _("Scores"))
        )
    if access.may(Permission.CHANGE_COURSE):
        url = reverse("dates", args=[chapter.course.slug])
        url = f"{url}?chapter={chapter.slug}#chapter-{chapter.slug}"
        found.append(StaffLink("dates", url, _("Dates of its items")))
    return found


def _grid(thing: Any, **view: Any) -> str:
    return reverse("gradebook", args=[thing.course.slug]) + GridQuery(**view).address()
