"""Windows, time limits and accommodations: dates in, dates out. The server's clock alone counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from courseware.items.deadlines import Window, postponed


@dataclass(frozen=True)
class Allowance:
    """What one person has more than the others.

    The time limit becomes ``multiplier`` times itself plus ``extra``; due date and closing come
    later by ``shift``; ``attempts`` are added to those of the quiz.
    """

    multiplier: float = 1.0
    extra: timedelta = timedelta()
    shift: timedelta = timedelta()
    attempts: int = 0

    def window(self, usual: Window) -> Window:
        return replace(
            usual,
            due_at=usual.due_at and postponed(usual.due_at, self.shift),
            closes_at=usual.closes_at and postponed(usual.closes_at, self.shift),
        )

    def limit(self, usual: timedelta | None) -> timedelta | None:
        return None if usual is None else usual * self.multiplier + self.extra


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
    allowance: Allowance = Allowance(),
) -> Clock:
    """``window`` holds the person's own dates; grace follows a time limit, never the closing."""
    allowed = allowance.limit(limit)
    closes_at = window.closes_at
    by_limit = None if allowed is None else started_at + allowed
    ends_at = min((at for at in (by_limit, closes_at) if at is not None), default=None)
    taken = None if by_limit is None else by_limit + grace
    accepts_until = min((at for at in (taken, closes_at) if at is not None), default=None)
    return Clock(window, allowed, ends_at, accepts_until)
