"""What a visitor was about to join when they made an account: joined as soon as it is there.

The sign-up form carries it as ``join``: ``code:ABCD2345`` or ``course:slug``.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from courseware.items.models import Course
from courseware.people.allowances import Allowance
from courseware.people.models import User
from courseware.people.networks import network_of
from courseware.people.throttle import count_request
from courseware.roster import codes
from courseware.roster.models import JoinCode
from courseware.roster.services import RosterRefused

FIELD = "join"
LONGEST = 100
# A class enters through one network; guessing one code of 8 letters would take centuries.
_CODES = Allowance("join codes", burst=600, first_wait=2, max_wait=60, decay=10)


def count_code(request: HttpRequest) -> None:
    """Counts a code that is tried. Raises `TooManyAttempts` when a network tries too many."""
    count_request(request, _CODES, network_of(request))


def join_words(code: JoinCode) -> str:
    return f"code:{code.code}"


def course_to_join(request: HttpRequest) -> Course | None:
    """The course that the visitor enrolls in by signing up; ``None`` if there is none."""
    kind, _colon, name = _wish(request)
    if kind == "code":
        code = codes.code_named(name)
        return code.course if code is not None and not codes.refusal_of(code) else None
    return Course.objects.filter(slug=name, open_enrollment=True).first() if name else None


def join_after_signing_up(request: HttpRequest, user: User) -> Course | None:
    """Enrolls the new account where it wanted to go; says so, or why that was not possible."""
    kind, _colon, name = _wish(request)
    if not name:
        return None
    try:
        if kind == "code":
            code = codes.code_named(name)
            if refusal := codes.refusal_of(code):
                raise RosterRefused(refusal)
            assert code is not None
            course: Course = codes.join_with(code=code, user=user).course
        else:
            found = Course.objects.filter(slug=name).first()
            if found is None:
                raise RosterRefused(_("The course that you wanted to join no longer exists."))
            course = codes.join_open_course(course=found, user=user).course
    except RosterRefused as error:
        messages.error(request, str(error))
        return None
    text = _("You are enrolled in %(course)s.")
    messages.success(request, text % {"course": course.title})
    return course


def _wish(request: HttpRequest) -> tuple[str, str, str]:
    given: Any = request.POST.get(FIELD) or request.GET.get(FIELD) or ""
    kind, colon, name = given.replace("\0", "")[:LONGEST].partition(":")
    return (kind, colon, name) if kind in ("code", "course") else ("", "", "")
