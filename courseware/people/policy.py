"""Who may do what. Every view uses these decorators; nothing else decides.

The response is 404 for those who may not know that a thing exists, and 403 for those who may.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from courseware.people.models import Enrollment, Role, User
from courseware.people.permissions import ROLE_PERMISSIONS, WHOLE_COURSE, Permission
from courseware.people.selectors import students_of
from courseware.serving.prepared_queries import PreparedQuery

View = Callable[..., HttpResponse]
Row = TypeVar("Row", bound=Model)
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def _enrollments(user: int, slug: str) -> QuerySet[Enrollment]:
    enrollments = Enrollment.objects.filter(user_id=user, course__slug=slug)
    return enrollments.select_related("course")


_ENROLLMENT = PreparedQuery(_enrollments, user=int, slug=str)


def enrollment_of(user: User, course: Any) -> Enrollment | None:
    """The person's enrollment in the course, or ``None``."""
    return Enrollment.objects.filter(user=user, course=course).select_related("course").first()


def access_of(user: User, course: Any) -> Access:
    """What the person may do in the course."""
    return Access(user, course, enrollment_of(user, course))


@dataclass(frozen=True)
class Access:
    """What a person may do in one course, and to whom. Views find it as ``request.access``."""

    user: User
    course: Any
    enrollment: Enrollment | None

    @property
    def is_member(self) -> bool:
        """Whether the course exists for the person: enrolled in it, or the operator."""
        return self.enrollment is not None or self.user.is_superuser

    @property
    def is_staff(self) -> bool:
        """Whether the person may do anything that students may not."""
        return bool(self._permissions)

    @property
    def only_observes(self) -> bool:
        """Whether the person sees the course and changes nothing in it."""
        return not self.user.is_superuser and self._role == Role.OBSERVER

    def may(self, permission: Permission) -> bool:
        """Whether the person has the permission, for all students or for those of sections."""
        return permission in self._permissions

    @cached_property
    def can(self) -> dict[str, bool]:
        """`may` for templates: ``{% if request.access.can.change_grades %}``."""
        return {each.name.lower(): self.may(each) for each in Permission}

    @property
    def _role(self) -> str | None:
        return self.enrollment.role if self.enrollment else None

    @cached_property
    def _permissions(self) -> frozenset[Permission]:
        if self.user.is_superuser:
            return frozenset(Permission)
        return ROLE_PERMISSIONS[self._role] if self._role else frozenset()

    @cached_property
    def section_ids(self) -> frozenset[int] | None:
        """The sections that the person is limited to; ``None`` for the whole course."""
        if self.enrollment is None or self.user.is_superuser or self._role in WHOLE_COURSE:
            return None
        return frozenset(self.enrollment.sections.values_list("pk", flat=True)) or None

    def students(self) -> QuerySet[User]:
        """The students whom the person may see and grade, each once."""
        return students_of(self.course, self.section_ids)

    def student_or_404(self, pk: int) -> User:
        """The student, if the person may see them."""
        student = self.students().filter(pk=pk).first()
        if student is None:
            raise Http404(_("There is no such student in this course or in your sections."))
        return student

    def covers(self, person: int, permission: Permission) -> bool:
        """Whether the permission holds for the work of this one person, by id."""
        if not self.may(permission):
            return False
        return self.section_ids is None or self.students().filter(pk=person).exists()

    def may_see(self, person: int) -> bool:
        """Whether the work of a person, by id, may be seen: one's own, or that of students."""
        return person == self.user.pk or self.covers(person, Permission.SEE_GRADES)

    def within(self, rows: QuerySet[Row], person: str = "user") -> QuerySet[Row]:
        """The rows that are about people whom a permission of the person covers.

        ``person`` is the field that leads to them.
        """
        if self.section_ids is None:
            return rows
        return rows.filter(**{f"{person}__in": self.students()})


def member_required(view: View) -> View:
    """For views of people who are signed in and enrolled in the course of the URL.

    The view gets ``request.course``, ``request.enrollment`` and ``request.access``. Who only
    observes the course can send nothing to it.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, course: str, *args: Any, **kwargs: Any) -> HttpResponse:
        enter_course(request, course)
        return view(request, *args, **kwargs)

    return login_required(wrapped)


def enter_course(request: HttpRequest, slug: str) -> Access:
    """Sets what `member_required` gives to views, and returns the access.

    Raises:
        Http404: the person is not in the course, or there is none.
        PermissionDenied: an observer asks for a change.
    """
    access = set_course(request, slug)
    if not access.is_member:
        raise Http404(_("You are not enrolled in this course."))
    if request.method not in SAFE_METHODS and access.only_observes:
        raise PermissionDenied(
            _(
                "You are an observer in this course: you can view everything but not change "
                "anything."
            )
        )
    return access


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


def set_course(request: HttpRequest, slug: str) -> Access:
    """Gives the request its course, and says what the person may do there. 404 without one."""
    from django.apps import apps  # items imports people: reached by name only

    viewing = getattr(request, "viewing", None)  # the view of a student who is not stored
    request.enrollment = viewing and viewing.enrollment
    if request.enrollment is None:
        request.enrollment = next(iter(_ENROLLMENT(user=request.user.pk, slug=slug)), None)
    if request.enrollment is not None:  # nearly everybody: one query for both
        request.course = request.enrollment.course
    else:
        request.course = get_object_or_404(apps.get_model("items", "Course"), slug=slug)
    request.access = Access(request.user, request.course, request.enrollment)
    return request.access
