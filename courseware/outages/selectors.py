"""Outages that nobody has decided on, and whom they concern."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from courseware.deadlines.selectors import windows_of_all
from courseware.health.models import HealthMinute
from courseware.items.interrupted import Interrupted
from courseware.items.kinds import all_kinds
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.outages.detection import Outage, outages
from courseware.outages.models import OutageDecision
from courseware.people.models import Role, User

LOOKED_BACK = timedelta(days=14)
DUE_SOON_AFTER = timedelta(hours=24)
"""What was due or closed in an outage, or this soon after, comes later by as much as was lost."""


@dataclass(frozen=True)
class Affected:
    """One person at one item: minutes of a time limit, minutes of dates, attempts."""

    item: Item
    user: int
    minutes: float
    limit_minutes: float
    dates_minutes: float
    attempts: int


def proposed(course: Course, now: datetime | None = None) -> list[Outage]:
    """Outages of the last days that concern anybody in the course, without a decision."""
    now = now or timezone.now()
    rows = HealthMinute.objects.filter(at__gt=now - LOOKED_BACK).values_list("at", "failing")
    decided = OutageDecision.objects.filter(course=course, end__gt=now - LOOKED_BACK)
    taken = list(decided.values_list("start", "end"))
    return [
        outage
        for outage in outages(rows, now)
        if not any(start < outage.end and end > outage.start for start, end in taken)
        and concerns(course, outage.start, outage.end)
    ]


def concerns(course: Course, start: datetime, end: datetime) -> bool:
    """Whether anybody would get anything back; cheaper than `affected`."""
    items = list(items_of(course))
    return bool(_interrupted(items, start, end) or _dated(items, start, end))


def affected(course: Course, start: datetime, end: datetime) -> list[Affected]:
    """Students with what they get back, in a fixed number of queries.

    Who had an attempt with a time limit under way gets the minutes that it lost. What was due or
    closed meanwhile, or soon after, comes later for everybody, by the length of the outage.
    """
    items = {item.pk: item for item in items_of(course)}
    students = set(
        User.objects.filter(
            enrollments__course=course, enrollments__role=Role.STUDENT, is_active=True
        ).values_list("pk", flat=True)
    )
    found: dict[tuple[int, int], Affected] = {}
    for each in _interrupted(list(items.values()), start, end):
        if each.user in students:
            minutes = _minutes(each.lost)
            found[each.item, each.user] = Affected(
                items[each.item],
                each.user,
                minutes=0.0 if each.ended else minutes,
                limit_minutes=_minutes(each.limit),
                dates_minutes=minutes,
                attempts=int(each.ended),
            )
    dated = _dated(list(items.values()), start, end)
    for (item, user), window in windows_of_all(dated, students).items():
        dates = [date for date in (window.due_at, window.closes_at) if date is not None]
        if any(start <= date <= end + DUE_SOON_AFTER for date in dates):
            known = found.get((item, user), Affected(items[item], user, 0.0, 0.0, 0.0, 0))
            found[item, user] = replace(known, dates_minutes=_minutes(end - start))
    return [found[key] for key in sorted(found)]


def _minutes(time: timedelta) -> float:
    """Whole minutes, in the student's favor."""
    return float(-(-time.total_seconds() // 60))


def _interrupted(items: list[Item], start: datetime, end: datetime) -> list[Interrupted]:
    return [
        each
        for kind in all_kinds()
        if (of_kind := [item for item in items if item.kind == kind.name])
        for each in kind.interrupted(of_kind, start, end)
    ]


def _dated(items: list[Item], start: datetime, end: datetime) -> list[Item]:
    """Items of which a date may fall into the time, for those with an extension too."""
    until = end + DUE_SOON_AFTER
    return [
        item
        for item in items
        if any(date is not None and date <= until for date in (item.due_at, item.closes_at))
        and (item.opens_at is None or item.opens_at < end)
        and not _long_over(item, start)
    ]


def _long_over(item: Item, start: datetime) -> bool:
    """Nobody's extension reaches further than this."""
    latest = max(date for date in (item.due_at, item.closes_at) if date is not None)
    return latest < start - timedelta(days=60)
