"""Windows, time limits and extensions: dates in, dates out. The server's clock alone counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from courseware.deadlines.grants import NOTHING_GRANTED, Allowance
from courseware.deadlines.window import Window


@dataclass(frozen=True)
class Clock:
    """When an attempt ends for its person, and until when answers under way are still taken."""

    window: Window
    limit: timedelta | None
    ends_at: datetime | None
    accepts_until: datetime | None

    def is_over(self, now: datetime) -> bool:
        """Nothing more can be typed."""
        return self.ends_at is not None and now > self.ends_at

    def accepts(self, now: datetime) -> bool:
        """Answers are taken: the time runs, or its grace does."""
        opened = self.window.opens_at is None or now >= self.window.opens_at
        return opened and (self.accepts_until is None or now <= self.accepts_until)


def clock_of(
    started_at: datetime,
    *,
    window: Window,
    limit: timedelta | None = None,
    grace: timedelta = timedelta(),
    allowance: Allowance = NOTHING_GRANTED,
) -> Clock:
    """``window`` holds the person's own dates; grace follows a time limit, never the closing."""
    allowed = allowance.limit(limit)
    closes_at = window.closes_at
    by_limit = None if allowed is None else started_at + allowed
    ends_at = min((at for at in (by_limit, closes_at) if at is not None), default=None)
    taken = None if by_limit is None else by_limit + grace
    accepts_until = min((at for at in (taken, closes_at) if at is not None), default=None)
    return Clock(window, allowed, ends_at, accepts_until)
