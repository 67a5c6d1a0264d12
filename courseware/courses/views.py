"""Home, a course's home, and joining a course."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courseware.courses import selectors
from courseware.gradebook.selectors import grades_of
from courseware.items.models import Course
from courseware.people import policy
from courseware.people.services import enroll
from courseware.ui.data_errors import handle_data_errors


def home(request: HttpRequest) -> HttpResponse:
    """The person's only course, or a choice of courses."""
    courses = list(selectors.courses_for(request.user))
    mine = [course for course in courses if course.enrolled]
    if len(mine) == 1:
        return redirect(mine[0])
    return render(request, "courses/home.html", {"courses": courses})


@login_required
@handle_data_errors
def course_home(request: HttpRequest, course: str) -> HttpResponse:
    found = get_object_or_404(Course, slug=course)
    enrollment = policy.enrollment_of(request.user, found)
    request.course, request.enrollment = found, enrollment
    request.manages = policy.may_manage(request.user, enrollment)
    if enrollment is None and not request.manages:
        if not found.open_enrollment:
            raise Http404(_("You are not enrolled in this course."))
        return render(request, "courses/join.html", {"course": found})
    chapters = selectors.chapter_rows(found, request.user)
    context = {
        "course": found,
        "chapters": chapters,
        "next": selectors.next_step(chapters),
        "grades": grades_of(request.user, found),
    }
    return render(request, "courses/course.html", context)


@require_POST
@login_required
def join(request: HttpRequest, course: str) -> HttpResponse:
    found = get_object_or_404(Course, slug=course)
    if not found.open_enrollment:
        raise PermissionDenied(_("This course is not open for enrollment. Ask its instructor."))
    enroll(user=request.user, course=found)
    messages.success(request, _("You are enrolled in %(course)s.") % {"course": found.title})
    return redirect(found)
