"""Who may do what. Every view uses these decorators; nothing else decides.

The response is 404 for those who may not know that a thing exists, and 403 for those who may.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from courseware.people.models import Enrollment, Role, User
from courseware.people.permissions import ROLE_PERMISSIONS, Permission
from courseware.serving.prepared_queries import PreparedQuery

View = Callable[..., HttpResponse]


def _enrollments(user: int, slug: str) -> QuerySet[Enrollment]:
    enrollments = Enrollment.objects.filter(user_id=user, course__slug=slug)
    return enrollments.select_related("course")


_ENROLLMENT = PreparedQuery(_enrollments, user=int, slug=str)


def enrollment_of(user: User, course: Any) -> Enrollment | None:
    """The person's enrollment in the course, or ``None``."""
    return Enrollment.objects.filter(user=user, course=course).select_related("course").first()


def may_manage(user: User, enrollment: Enrollment | None) -> bool:
    """Whether the person may see all work of a course, its gradebook and its exports."""
    return user.is_superuser or (enrollment is not None and enrollment.role == Role.INSTRUCTOR)


@dataclass(frozen=True)
class Access:
    """What a person may do in one course, and to whom. Views find it as ``request.access``."""

    user: User
    course: Any
    enrollment: Enrollment | None

    def may(self, permission: Permission) -> bool:
        """Whether the person has the permission, for all students or for those of sections."""
        return permission in self._permissions

    @cached_property
    def _permissions(self) -> frozenset[Permission]:
        if self.user.is_superuser:
            return frozenset(Permission)
        return ROLE_PERMISSIONS[self.enrollment.role] if self.enrollment else frozenset()

    @cached_property
    def section_ids(self) -> frozenset[int] | None:
        """The sections that the person is limited to; ``None`` for the whole course."""
        if self.enrollment is None or self.user.is_superuser:
            return None
        if self.enrollment.role in (Role.STUDENT, Role.INSTRUCTOR):
            return None
        return frozenset(self.enrollment.sections.values_list("pk", flat=True)) or None

    def students(self) -> QuerySet[User]:
        """The students whom the person may see and grade, each once."""
        enrolled = Enrollment.objects.filter(course=self.course, role=Role.STUDENT)
        if self.section_ids is not None:
            enrolled = enrolled.filter(sections__in=self.section_ids)
        return User.objects.filter(pk__in=enrolled.values("user_id"))

    def student_or_404(self, pk: int) -> User:
        """The student, if the person may see them."""
        return get_object_or_404(self.students(), pk=pk)


def member_required(view: View) -> View:
    """For views of people who are signed in and enrolled in the course of the URL.

    The view gets ``request.course``, ``request.enrollment``, ``request.access`` and
    ``request.manages``.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, course: str, *args: Any, **kwargs: Any) -> HttpResponse:
        _set_course(request, course)
        if request.enrollment is None and not request.manages:
            raise Http404(_("You are not enrolled in this course."))
        return view(request, *args, **kwargs)

    return login_required(wrapped)


def instructor_required(view: View) -> View:
    """As `member_required`, for those who may manage the course."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.manages:
            raise PermissionDenied(_("Only instructors of this course can see this page."))
        return view(request, *args, **kwargs)

    return member_required(wrapped)


def permission_required(permission: Permission) -> Callable[[View], View]:
    """As `member_required`, for those who have the permission in the course."""

    def decorator(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.access.may(permission):
                raise PermissionDenied(_("Your role in this course does not include this page."))
            return view(request, *args, **kwargs)

        return member_required(wrapped)

    return decorator


def _set_course(request: HttpRequest, slug: str) -> None:
    from django.apps import apps  # items stands above people: reached by name only

    request.enrollment = next(iter(_ENROLLMENT(user=request.user.pk, slug=slug)), None)
    if request.enrollment is not None:  # nearly everybody: one query for both
        request.course = request.enrollment.course
    else:
        request.course = get_object_or_404(apps.get_model("items", "Course"), slug=slug)
    request.access = Access(request.user, request.course, request.enrollment)
    request.manages = may_manage(request.user, request.enrollment)
