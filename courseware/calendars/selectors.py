"""The entries in a person's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from courseware.calendars.models import CalendarFeed
from courseware.deadlines.selectors import windows_of
from courseware.items.models import Item
from courseware.people.models import User


@dataclass(frozen=True)
class DueDate:
    """``extended`` says that the person has more time than the others."""

    item: Item
    at: datetime
    extended: bool


def feed_or_404(pk: int, secret: str) -> CalendarFeed:
    """The feed that the address opens; the same answer for all that is wrong with it."""
    feed = CalendarFeed.objects.filter(pk=pk, user__is_active=True).select_related("user").first()
    if feed is None or not feed.opens_with(secret):
        raise Http404(
            _("There is no calendar at this address. The address may have been replaced.")
        )
    return feed


def due_dates_for(user: User) -> list[DueDate]:
    """Of all courses that the person is enrolled in, the earliest first; four queries at most."""
    items = list(
        Item.objects.filter(course__enrollments__user=user, retired=False, due_at__isnull=False)
        .select_related("course")
        .order_by("pk")
    )
    windows = windows_of(items, user)
    found = [
        DueDate(item, at, extended=at != item.due_at)
        for item in items
        if (at := windows[item.pk].due_at) is not None
    ]
    return sorted(found, key=lambda due: (due.at, due.item.position))
