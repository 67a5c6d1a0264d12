"""Late days: a budget of lateness that a student has in a course. Pure, but for `late_days_of`.

Days are used in the order in which late work was handed in, whether it counts or not. An item uses
as many as its latest work needs, and no more than are left then: a second submission on the same
day uses none. What an extension excuses uses none either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    if not course.late_days:
        return LateDays({}, 0)
    items = {item.pk: item for item in course.items.filter(retired=False)}
    for item in items.values():
        item.course = course
    works = [
        LateWork(item_id, handed_in, days_needed(policy_of(items[item_id]), handed_in, late_by))
        for kind in all_kinds()
        for item_id, handed_in, late_by in kind.late_work(course, user)
        if item_id in items
    ]
    return spend(course.late_days, works)


def days_by_item(items: Sequence[Item], user: int) -> dict[int, int]:
    """By item id, how many late days the student (id) has used there."""
    courses = {item.course_id: item.course for item in items}
    found: dict[int, int] = {}
    for course in courses.values():
        found |= late_days_of(course, user).used
    return found
