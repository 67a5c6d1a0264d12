"""Late days: a budget of lateness that a student has in a course. Pure, but for what reads work.

Days are used in the order in which late work was handed in, whether it counts or not. An item uses
as many as its latest work needs, and no more than are left then: a second submission on the same
day uses none. What an extension excuses uses none either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from courseware.deadlines.late import days_needed, policy_of
from courseware.items.kinds import all_kinds
from courseware.items.models import Course, Item


@dataclass(frozen=True)
class LateDays:
    """What a student has used of the budget: by item id, and what is left."""

    used: dict[int, int]
    left: int


@dataclass(frozen=True)
class LateWork:
    """Late work on an item (id), which needs so many days of the budget."""

    item: int
    handed_in: datetime
    needed: int


def spend(budget: int, works: Iterable[LateWork]) -> LateDays:
    """The budget after all works, in whatever order they come."""
    used: dict[int, int] = {}
    left = budget
    for work in sorted(works, key=lambda work: (work.handed_in, work.item, work.needed)):
        more = min(max(work.needed - used.get(work.item, 0), 0), left)
        if more:
            used[work.item] = used.get(work.item, 0) + more
            left -= more
    return LateDays(used, left)


def late_days_of(course: Course, user: int) -> LateDays:
    """The budget of a student (id): a query for each kind, none where there is no budget."""
    return late_days_by_person(course, [user]).get(user, LateDays({}, course.late_days))


def late_days_by_person(course: Course, people: Collection[int]) -> dict[int, LateDays]:
    """By id of those who have handed in something late, in as many queries as for one student."""
    if not course.late_days:
        return {}
    items = {item.pk: item for item in course.items.filter(retired=False)}
    for item in items.values():
        item.course = course
    works: dict[int, list[LateWork]] = {}
    for kind in all_kinds():
        for user, item_id, handed_in, late_by in kind.late_work(course, people):
            if item_id in items:
                needed = days_needed(policy_of(items[item_id]), handed_in, late_by)
                works.setdefault(user, []).append(LateWork(item_id, handed_in, needed))
    return {user: spend(course.late_days, theirs) for user, theirs in works.items()}


def days_by_item(items: Sequence[Item], user: int) -> dict[int, int]:
    """By item id, how many late days the student (id) has used there."""
    return days_by_person(items, [user]).get(user, {})


def days_by_person(items: Sequence[Item], people: Collection[int]) -> dict[int, dict[int, int]]:
    """As `days_by_item`, by id of those who have handed in something late."""
    courses = {item.course_id: item.course for item in items}
    found: dict[int, dict[int, int]] = {}
    for course in courses.values():
        for user, days in late_days_by_person(course, people).items():
            found.setdefault(user, {}).update(days.used)
    return found
