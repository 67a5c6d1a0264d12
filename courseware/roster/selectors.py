"""The list of people: who they are, how far they have come, and when they were last active."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from courseware.chapters.models import Reading
from courseware.gradebook.models import Score
from courseware.items.kinds import all_kinds
from courseware.items.models import Course
from courseware.people.models import Enrollment, Role
from courseware.people.selectors import named
from courseware.roster.models import FormerEnrollment

PER_PAGE = 50
_NAME = ("user__last_name", "user__first_name", "user__username")


@dataclass(frozen=True)
class Person:
    """A line of the list. ``items`` and ``chapters`` are how many are scored and read."""

    enrollment: Enrollment
    sections: list[str]
    items: int
    chapters: int
    active_at: datetime | None


@dataclass(frozen=True)
class PeopleFilter:
    """What the list is narrowed to; empty values narrow nothing."""

    search: str = ""
    role: str = ""
    section: int | None = None

    @classmethod
    def from_query(cls, query: Any) -> PeopleFilter:
        section, role = query.get("section", ""), query.get("role", "")
        return cls(
            query.get("q", "").replace("\0", "").strip()[:100],
            role if role in Role.values else "",
            int(section) if section.isdecimal() and len(section) < 18 else None,
        )

    @property
    def is_set(self) -> bool:
        return bool(self.search or self.role or self.section is not None)


def people_page(course: Course, chosen: PeopleFilter, number: str) -> tuple[Page, list[Person]]:
    """One page of the people in the course, by name; the queries do not depend on their number."""
    enrollments = Enrollment.objects.filter(course=course)
    if chosen.role:
        enrollments = enrollments.filter(role=chosen.role)
    if chosen.section is not None:
        enrollments = enrollments.filter(sections=chosen.section)
    enrollments = _found(enrollments, chosen.search)
    ordered = enrollments.select_related("user").prefetch_related("sections").order_by(*_NAME, "pk")
    page = Paginator(ordered, PER_PAGE).get_page(number)
    return page, persons(course, list(page))


def persons(course: Course, enrollments: Sequence[Enrollment]) -> list[Person]:
    """With progress and last activity, in the order given."""
    users = [enrollment.user_id for enrollment in enrollments]
    scored = Score.objects.filter(item__course=course, item__retired=False, user__in=users)
    has_score = Q(fraction__isnull=False) | Q(override__isnull=False)
    items = dict(scored.filter(has_score).order_by().values_list("user").annotate(Count("pk")))
    active = _active(course, enrollments)
    read = Reading.objects.filter(chapter__course=course, user__in=users)
    chapters: dict[int, int] = {}
    kept = read.filter(chapter__retired=False).order_by()
    for user, count, last in kept.values_list("user").annotate(Count("pk"), Max("read_at")):
        chapters[user] = count
        active.setdefault(user, []).append(last)
    return [
        Person(
            enrollment,
            [section.name for section in enrollment.sections.all()],
            items.get(enrollment.user_id, 0),
            chapters.get(enrollment.user_id, 0),
            max(active.get(enrollment.user_id, []), default=None),
        )
        for enrollment in enrollments
    ]


def _active(course: Course, enrollments: Sequence[Enrollment]) -> dict[int, list[datetime]]:
    """By user: the last sign-in, and the last work of each kind."""
    found: dict[int, list[datetime]] = {}
    for enrollment in enrollments:
        last = enrollment.user.last_login
        found[enrollment.user_id] = [last] if last else []
    for kind in all_kinds():
        for user, at in kind.last_work(course, list(found)).items():
            found[user].append(at)
    return found


def _found(rows: QuerySet[Any], search: str) -> QuerySet[Any]:
    for word in search.split():
        rows = rows.filter(named(word, "user__"))
    return rows


def former_people(course: Course) -> QuerySet[FormerEnrollment]:
    """Who was removed, the last first."""
    rows = FormerEnrollment.objects.filter(course=course).select_related("user")
    return rows.order_by("-removed_at", "-pk")


def enrollment_or_404(course: Course, person: int) -> Enrollment:
    """The enrollment of the person with this id."""
    found = Enrollment.objects.filter(course=course, user=person).select_related("user", "course")
    enrollment = found.first()
    if enrollment is None:
        raise Http404(_("There is no such person in this course."))
    return enrollment


def former_or_404(course: Course, person: int) -> FormerEnrollment:
    found = FormerEnrollment.objects.filter(course=course, user=person)
    former = found.select_related("user", "course").first()
    if former is None:
        raise Http404(_("There is no such person among the people who were removed."))
    return former
