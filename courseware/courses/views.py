"""Home, a course's home, and joining a course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courseware.courses import selectors
from courseware.courses.front_page import front_page
from courseware.courses.next_step import next_step
from courseware.items.models import Course
from courseware.items.news import news_of
from courseware.items.public import public_course_or_404, public_courses
from courseware.people import policy, services
from courseware.people.clock import shown_time
from courseware.people.moments import is_plausible
from courseware.people.policy import member_required
from courseware.roster.codes import join_open_course
from courseware.roster.invitations import invitations_for, token_of
from courseware.roster.services import RosterRefused
from courseware.teaching.home import home_context
from courseware.teaching.views import awaited
from courseware.ui.data_errors import handle_data_errors

COURSES = "courses"  # in the session
STUDENTS_HOME = "student"  # of ?view=, for those who teach


def home(request: HttpRequest) -> HttpResponse:
    """The person's only course, or a choice of courses; for visitors, what the only one is."""
    if not request.user.is_authenticated and len(public := list(public_courses()[:2])) == 1:
        return render(request, "courses/front.html", front_page(public[0], request))
    courses = list(selectors.courses_for(request.user))
    mine = [course for course in courses if course.enrolled]
    _remember(request, mine)
    invited = list(invitations_for(request.user)) if request.user.is_authenticated else []
    if len(mine) == 1 and not invited:
        return redirect(mine[0])
    links = [(each, reverse("invitation", args=[token_of(each)])) for each in invited]
    return render(request, "courses/home.html", {"courses": courses, "invitations": links})


def _remember(request: HttpRequest, mine: Sequence[Course]) -> None:
    """Keeps the courses of somebody in several for the header, which asks no query so."""
    several = [[course.slug, course.title] for course in mine] if len(mine) > 1 else []
    if request.session.get(COURSES, []) != several:
        request.session[COURSES] = several


@require_safe
@handle_data_errors
def about(request: HttpRequest, course: str) -> HttpResponse:
    """What a course is, for visitors."""
    found = public_course_or_404(course)
    context = front_page(found, request)
    if request.user.is_authenticated:
        context["enrolled"] = policy.access_of(request.user, found).is_member
    return render(request, "courses/front.html", context)


@login_required
@handle_data_errors
def course_home(request: HttpRequest, course: str) -> HttpResponse:
    """A student's progress; for those who teach the course, what it needs of them."""
    access = policy.set_course(request, course)
    found, enrollment = request.course, request.enrollment
    if not access.is_member:
        if not found.open_enrollment:
            raise Http404(_("You are not enrolled in this course."))
        return render(request, "courses/join.html", {"course": found})
    if access.is_staff and request.GET.get("view") != STUDENTS_HOME:
        every = request.GET.get("scores") == "all"
        context = home_context(access, timezone.now(), all_items=every)
        if request.htmx:  # a page that waits for newer figures
            return awaited(context["summary"])
        context["path"] = request.get_full_path()
        return render(request, "teaching/home.html", context)
    chapters, total = selectors.chapter_rows_and_total(found, request.user)
    step = next_step(chapters, shown_time())
    for row in chapters:
        row.unfolded = len(chapters) == 1 or (step is not None and row is step.chapter)
    context = {
        "course": found,
        "chapters": chapters,
        "next": step,
        "all_done": all(row.done == row.total for row in chapters),
        "news": news_of(found, request.user, enrollment.news_since) if enrollment else [],
        "total": total,
        "teaches": access.is_staff,
    }
    return render(request, "courses/course.html", context)


@require_POST
@member_required
def mark_news_seen(request: HttpRequest) -> HttpResponse:
    """Takes what the page showed off the list; what came later stays on it."""
    until = _moment(request.POST.get("until", ""))
    if until is None:
        messages.error(request, _("The list was not changed. Try again."))
    elif request.enrollment is not None:
        services.mark_news_seen(enrollment=request.enrollment, until=min(until, timezone.now()))
    return redirect(request.course)


def _moment(text: str) -> datetime | None:
    """A time with its zone, as the page wrote it; anything else is none."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is None or timezone.is_naive(moment) or not is_plausible(moment):
        return None
    return moment


@require_POST
@login_required
def join(request: HttpRequest, course: str) -> HttpResponse:
    found = get_object_or_404(Course, slug=course)
    try:
        join_open_course(course=found, user=request.user)
    except RosterRefused as refusal:
        raise PermissionDenied(str(refusal)) from None
    messages.success(request, _("You are enrolled in %(course)s.") % {"course": found.title})
    return redirect(found)
