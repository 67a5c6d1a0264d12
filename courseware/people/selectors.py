"""Who is in a course."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from courseware.people.models import Enrollment, Role, Section, User
from courseware.people.permissions import WHOLE_COURSE, Permission, roles_with


def students_of(course: Any, sections: Collection[int] | None = None) -> QuerySet[User]:
    """The students of a course (or of the one with this id), or of some sections, each once."""
    enrolled = Enrollment.objects.filter(course=course, role=Role.STUDENT)
    if sections is not None:
        enrolled = enrolled.filter(sections__in=sections)
    return User.objects.filter(pk__in=enrolled.values("user_id"))


def named(word: str, prefix: str = "") -> Q:
    """People whose login, names or address have the word; ``prefix`` leads to them."""
    fields = ("username", "first_name", "last_name", "email")
    found = Q()
    for field in fields:
        found |= Q(**{f"{prefix}{field}__icontains": word})
    return found


def staff_with(permission: Permission, course: Any) -> QuerySet[Enrollment]:
    """The enrollments of those who have the permission in a course and can sign in."""
    roles = roles_with(permission)
    return Enrollment.objects.filter(course=course, role__in=roles, user__is_active=True)


def staff_for(student: User, permission: Permission, course: Any) -> list[int]:
    """The ids of the staff who have the permission for one student; nobody is their own staff."""
    shared = Section.objects.filter(enrollments__user=student, enrollments__course=course)
    unlimited = Q(role__in=WHOLE_COURSE) | Q(sections=None)
    staff = staff_with(permission, course).filter(unlimited | Q(sections__in=shared))
    found = staff.exclude(user=student).order_by("user").values_list("user", flat=True)
    return list(found.distinct())
