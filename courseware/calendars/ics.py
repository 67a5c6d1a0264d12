"""Due dates as iCalendar (RFC 5545). Times are in UTC; each program shows them in its own zone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from courseware.calendars.selectors import DueDate
from courseware.items.kinds import kind_named
from courseware.ui import formatting

EVERY = timedelta(hours=1)
"""How often programs are asked to look again."""


def calendar_of(
    dates: Iterable[DueDate], *, host: str, address: Callable[[str], str], now: datetime
) -> bytes:
    """An event for each date, at the moment when the item is due.

    Args:
        host: of the site, which makes the ids of the events its own.
        address: makes a path of the site a whole address.
        now: when the calendar was made.
    """
    from icalendar import Calendar, Event  # slow to import, and few processes are asked for feeds

    calendar = Calendar()
    calendar.add("prodid", "-//Courseware//Due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Due dates"))
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", EVERY)
    for date in dates:
        item = date.item
        event = Event()
        event.add("uid", f"item-{item.pk}@{host}")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", date.at.astimezone(UTC))
        event.add("summary", _("%(item)s due") % {"item": item.title})
        event.add("description", _description(date))
        event.add("url", address(item.get_absolute_url()))
        event.add("categories", [item.course.title])
        event.add("transp", "TRANSPARENT")  # nobody is busy then
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _description(date: DueDate) -> str:
    item = date.item
    lines = [
        f"{item.course.title}: {kind_named(item.kind).label}",
        _("%(points)s points") % {"points": formatting.number(float(item.points))},
    ]
    if date.extended:
        lines.append(_("You have an extension."))
    return "\n".join(lines)
