"""Shows pages of a course as a student sees them, and lets nothing be changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from courseware.people.clock import shown_at
from courseware.people.policy import SAFE_METHODS
from courseware.student_view.chosen import StudentView, view_of

COURSES = "/courses/"
OWN_PAGE = "student-view"  # where the view is chosen, as oneself
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class ChangeAttempted(Exception):
    """A page that only shows something would have stored something."""


class StudentViewMiddleware:
    """Below the address of the course, the student is the person of the request.

    What the student would see depends on nothing else of the request, so neither does the page.
    Only the banner asks who is really there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        request.student_view = SimpleLazyObject(lambda: _view(request))
        slug = _course_of(request.path_info)
        view = request.student_view if slug else None
        if not view or view.course.slug != slug:
            return self.get_response(request)
        if request.method not in SAFE_METHODS:
            return _refusal(request, view)
        request.real_user, request.user, request.viewing = request.user, view.student, view
        try:
            with _without_writes(), shown_at(view.at):
                response = self.get_response(request)
        except ChangeAttempted:
            return _refusal(request, view)
        response["Cache-Control"] = "no-store, private"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, ChangeAttempted):
            return _refusal(request, request.student_view)
        return None


def _view(request: HttpRequest) -> StudentView | None:
    try:
        return view_of(request)
    except DatabaseError:  # the page finds out itself, and says so
        return None


def _course_of(path: str) -> str:
    """The slug of the course that an address belongs to; empty for others."""
    if not path.startswith(COURSES):
        return ""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return "" if match.url_name == OWN_PAGE else str(match.kwargs.get("course", ""))


def _refusal(request: HttpRequest, view: StudentView) -> HttpResponse:
    sentence = _(
        "You see this course as %(person)s, so nothing was sent or changed. Leave student "
        "view first."
    ) % {"person": view.student.display_name}
    if request.headers.get("HX-Request") == "true" or "text/html" not in request.headers.get(
        "Accept", "text/html"
    ):
        return HttpResponse(sentence, status=403, content_type="text/plain; charset=utf-8")
    return render(request, "403.html", {"sentence": sentence}, status=403)


@contextmanager
def _without_writes() -> Iterator[None]:
    """Raises `ChangeAttempted` for a statement that would store something."""

    def guard(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(_WRITES):
            raise ChangeAttempted(sql.split(None, 3)[:3])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(guard):
        yield
