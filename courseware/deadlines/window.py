"""When an item can be worked on. Pure: dates in, an answer and a sentence out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """The dates that hold for one person and one item; any may be missing.

    Work handed in after ``due_at`` is late but taken; after ``closes_at`` it is refused.
    """

    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None

    def extended(self, due_at: datetime | None, closes_at: datetime | None) -> Window:
        """With a person's extension: the later date counts, and closing never precedes due.

        A later due date moves the closing of an item that has no due date.
        """
        due = _later(self.due_at, due_at)
        closes = _later(_later(self.closes_at, closes_at), due_at)
        if closes is not None and due is not None and closes < due:
            closes = due
        return Window(self.opens_at, due, closes)

    def is_open(self, now: datetime) -> bool:
        return not self.refusal(now)

    def refusal(self, now: datetime) -> str:
        """Why work cannot be handed in at ``now``; empty when it can."""
        if self.opens_at is not None and now < self.opens_at:
            return _("This opens on %(date)s.") % {"date": _dated(self.opens_at)}
        if self.closes_at is not None and now > self.closes_at:
            return _("This closed on %(date)s. No more work is accepted.") % {
                "date": _dated(self.closes_at)
            }
        return ""


def postponed(moment: datetime, by: timedelta) -> datetime:
    """Later by so many days of the site's calendar, and the rest by the clock.

    What is due at 18:00 is due at 18:00 a week later too, whether or not summer time begins or ends
    in between.
    """
    days = timedelta(days=by // _DAY)
    return (timezone.localtime(moment, timezone.get_default_timezone()) + days).astimezone(UTC) + (
        by - days
    )


def _dated(moment: datetime) -> str:
    """`Fri 4 Dec 2026, 18:00 UTC`"""
    return date_format(localtime(moment), pgettext("date format", "D j M Y, H:i T"))


def _later(usual: datetime | None, granted: datetime | None) -> datetime | None:
    """No usual date means no limit, which no extension shortens."""
    if usual is None or granted is None:
        return usual
    return max(usual, granted)
