"""Who may do what. Every view uses these decorators; nothing else decides.

The response is 404 for those who may not know that a thing exists, and 403 for those who may.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from courseware.people.models import Enrollment, Role, User
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


def member_required(view: View) -> View:
    """For views of people who are signed in and enrolled in the course of the URL.

    The view gets ``request.course``, ``request.enrollment`` and ``request.manages``.
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


def _set_course(request: HttpRequest, slug: str) -> None:
    from django.apps import apps  # items stands above people: reached by name only

    request.enrollment = next(iter(_ENROLLMENT(user=request.user.pk, slug=slug)), None)
    if request.enrollment is not None:  # nearly everybody: one query for both
        request.course = request.enrollment.course
    else:
        request.course = get_object_or_404(apps.get_model("items", "Course"), slug=slug)
    request.manages = may_manage(request.user, request.enrollment)
