"""Late policies: what late work is worth. Pure and exact; docs/authoring/late-work.md explains it.

Lateness is counted from the person's own due date. A day late ends at the same time of day on the
site's calendar, whether or not summer time begins or ends in between; an hour is an hour. A part of
a day or an hour counts as a whole one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from courseware.deadlines.window import Window, postponed

if TYPE_CHECKING:
    from courseware.items.models import Item

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
DAILY, HOURLY = "day", "hour"


@dataclass(frozen=True)
class LatePolicy:
    """What holds for work after its due date.

    Work within ``grace`` of the due date is in time. Later work loses ``percent`` of what it earned
    for each day or hour after the due date (``unit``), and all of it from ``no_credit_after`` the
    due date on or after ``no_credit_from``. Where late work is not ``accepted``, the item closes at
    the end of the grace period.
    """

    accepted: bool = True
    percent: float = 0.0
    unit: str = DAILY
    grace: timedelta = timedelta()
    no_credit_after: timedelta | None = None
    no_credit_from: datetime | None = None

    @property
    def costs(self) -> bool:
        """Whether accepted late work can be worth less."""
        has_end = self.no_credit_after is not None or self.no_credit_from is not None
        return self.percent > 0 or has_end

    def window(self, window: Window) -> Window:
        """The dates of a person, closed early where late work is not accepted."""
        if self.accepted or window.due_at is None:
            return window
        stop = window.due_at + self.grace
        closes_at = stop if window.closes_at is None else min(stop, window.closes_at)
        return Window(window.opens_at, window.due_at, closes_at)

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> LatePolicy:
        """Of what is stored; its keys are those of ``late`` in course.yaml."""
        data = data or {}
        after, ends = data.get("no_credit_after"), data.get("no_credit_from")
        return cls(
            accepted=data.get("accepted", True),
            percent=float(data.get("per_hour") or data.get("per_day") or 0),
            unit=HOURLY if data.get("per_hour") else DAILY,
            grace=timedelta(minutes=data.get("grace", 0)),
            no_credit_after=None if after is None else after * DAY,
            no_credit_from=None if ends is None else datetime.fromisoformat(ends),
        )


NO_LATE_POLICY = LatePolicy()


@dataclass(frozen=True)
class Charge:
    """What lateness costs: ``keeps`` is the factor of what was earned, 1 where it costs nothing.

    ``units`` days or hours are charged, after ``late_days`` of the budget were used up.
    """

    units: int = 0
    late_days: int = 0
    keeps: float = 1.0


def charge(
    policy: LatePolicy, handed_in: datetime, late_by: timedelta, late_days: int = 0
) -> Charge:
    """``late_days`` are the days of the person's budget that may be used for this work."""
    due_at = handed_in - late_by
    needed = days_needed(policy, handed_in, late_by)
    if not needed:
        return Charge()
    used = min(needed, late_days)
    start = postponed(due_at, used * DAY)
    if handed_in <= start:
        return Charge(late_days=used)
    units = units_late(start, handed_in, policy.unit)
    keeps = max(0.0, (100 - policy.percent * units) / 100)
    if policy.no_credit_after is not None:
        keeps = 0.0 if handed_in > postponed(due_at, policy.no_credit_after) else keeps
    if policy.no_credit_from is not None and handed_in > policy.no_credit_from:
        keeps = 0.0
    return Charge(units, used, keeps)


def days_needed(policy: LatePolicy, handed_in: datetime, late_by: timedelta) -> int:
    """How many days of a budget would cover the lateness; none where it costs nothing."""
    if late_by <= policy.grace or not policy.costs:
        return 0
    return units_late(handed_in - late_by, handed_in, DAILY)


def units_late(due_at: datetime, handed_in: datetime, unit: str) -> int:
    """Days or hours from one to the other; a part of one counts as a whole one."""
    if handed_in <= due_at:
        return 0
    if unit == HOURLY:
        return -((due_at - handed_in) // HOUR)
    days = (handed_in - due_at) // DAY
    days = max(0, days - 1)  # a day may have 23 hours
    while postponed(due_at, days * DAY) < handed_in:
        days += 1
    return days


def policy_of(item: Item) -> LatePolicy:
    """The item's own policy, or else that of its course."""
    if item.late_policy is None and item.course_id is not None:
        return LatePolicy.from_data(item.course.late_policy)
    return LatePolicy.from_data(item.late_policy)
