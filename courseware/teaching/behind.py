"""Who falls behind in a course: figures of all students in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.db.models.functions import Coalesce

from courseware.deadlines.selectors import granted_to, window_for
from courseware.gradebook.models import Score
from courseware.items.kinds import all_kinds
from courseware.items.models import Course, Item
from courseware.people.models import Enrollment, User
from courseware.teaching.rules import RECENTLY, Figures, Reason, reasons


@dataclass(frozen=True)
class Student:
    """A student who falls behind, and why."""

    user: User
    reasons: list[Reason]

    @property
    def rules(self) -> list[str]:
        return [reason.rule for reason in self.reasons]


def falling_behind(
    students: QuerySet[User], figures: Mapping[int, Figures], now: datetime
) -> list[Student]:
    """Those with reasons, the most urgent first. One query for who they are."""
    found = {user: why for user, each in figures.items() if (why := reasons(each, now))}
    people = students.filter(pk__in=found, is_active=True).only(
        *("username", "first_name", "last_name", "email", "erased_at")
    )
    listed = [Student(user, found[user.pk]) for user in people]
    return sorted(
        listed,
        key=lambda student: (
            -sum(reason.weight for reason in student.reasons),
            student.user.display_name,
        ),
    )


def figures_of(
    course: Course, items: Sequence[Item], students: QuerySet[User], now: datetime
) -> dict[int, Figures]:
    """By user id, of every student."""
    due = [item for item in items if item.due_at is not None and item.due_at <= now]
    lately = [item for item in due if item.due_at and item.due_at > now - RECENTLY]
    before = [item for item in due if item not in lately]
    workable = [item for item in items if item.closes_at is None or item.closes_at > now]
    begun, last = _work(course, lately, students)
    enrollments = Enrollment.objects.filter(course=course, user__in=students)
    enrolled = dict(enrollments.values_list("user_id", "enrolled_at"))
    not_yet = _not_yet_missing(course, lately, students, enrolled.keys(), now)
    stuck, means = _stuck(workable, students), _means(lately, before, students)
    return {
        user: Figures(
            due=len(lately),
            begun=min(len(lately), begun[user] + not_yet[user]),
            last_work=last.get(user),
            enrolled_at=enrolled_at,
            stuck=tuple(stuck.get(user, ())),
            **means.get(user, {}),
        )
        for user, enrolled_at in enrolled.items()
    }


def _work(
    course: Course, lately: Sequence[Item], students: QuerySet[User]
) -> tuple[Counter[int], dict[int, datetime]]:
    """By user id, how many of the items due lately were begun, and when anything was worked on."""
    begun: Counter[int] = Counter()
    last: dict[int, datetime] = {}
    for kind in all_kinds():
        if due := [item for item in lately if item.kind == kind.name]:
            begun.update(kind.begun_by(due, students))
        for user, at in kind.last_work(course, students).items():
            last[user] = max(last.get(user, at), at)
    return begun, last


def _not_yet_missing(
    course: Course,
    lately: Sequence[Item],
    students: QuerySet[User],
    users: Collection[int],
    now: datetime,
) -> Counter[int]:
    """By user id, in how many of the items nothing is missing although nothing may be begun.

    Where the student is excused, or has an extension until later and no score yet.
    """
    granted = granted_to({course.pk}, users) if lately else {}
    extended = [user for _course, user in granted]
    scores = Score.objects.filter(item__in=lately, user__in=students)
    excused = set(scores.filter(excused=True).values_list("user_id", "item_id"))
    scored = scores.filter(user__in=extended, fraction__isnull=False)
    scored_items = set(scored.values_list("user_id", "item_id")) if extended else set()
    waits = {
        (user, item.pk)
        for user in extended
        for item in lately
        if (due := window_for(granted, item, user).due_at) is not None and due > now
    }
    return Counter(user for user, _item in (waits - scored_items) | excused)


def _stuck(items: Sequence[Item], students: QuerySet[User]) -> dict[int, list[tuple[str, int]]]:
    titles = {item.pk: item.title for item in items}
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for kind in all_kinds():
        if of_kind := [item for item in items if item.kind == kind.name]:
            for each in kind.stuck(of_kind, students):
                found[each.user].append((titles[each.item], each.tries))
    return found


def _means(
    lately: Sequence[Item], before: Sequence[Item], students: QuerySet[User]
) -> dict[int, dict[str, Any]]:
    """By user id, the fields of `Figures` about scores."""
    if not lately or not before:
        return {}
    is_lately, is_before = Q(item__in=lately), Q(item__in=before)
    rows = (
        Score.objects.filter(is_lately | is_before, user__in=students, excused=False)
        .annotate(effective=Coalesce("override", "fraction"))
        .filter(effective__isnull=False)
        .order_by()
        .values("user_id")
        .annotate(
            mean_lately=Avg("effective", filter=is_lately),
            scores_lately=Count("pk", filter=is_lately),
            mean_before=Avg("effective", filter=is_before),
            scores_before=Count("pk", filter=is_before),
        )
    )
    return {row.pop("user_id"): row for row in rows}
