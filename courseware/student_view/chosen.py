"""Whose view of a course somebody of the staff has chosen, kept in their session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from courseware.items.models import Course
from courseware.people.models import Enrollment, Role, User
from courseware.people.permissions import Permission
from courseware.people.policy import access_of

KEY = "student_view"
NOBODY = 0  # the id of the student who has done nothing; no row has it


@dataclass(frozen=True)
class StudentView:
    """The course as a student sees it: a given one, or one without any work, at a moment or now."""

    course: Course
    student: User
    at: datetime | None

    @property
    def is_blank(self) -> bool:
        return self.student.pk == NOBODY

    @property
    def enrollment(self) -> Enrollment | None:
        """The one of the student without work, which is nowhere stored."""
        if not self.is_blank:
            return None
        now = timezone.now()
        return Enrollment(user=self.student, course=self.course, role=Role.STUDENT, enrolled_at=now)


def blank_student() -> User:
    return User(pk=NOBODY, username="student", first_name=_("A new student"))


def choose(request: HttpRequest, course: Course, student: int, at: datetime | None) -> None:
    request.session[KEY] = {
        "course": course.slug,
        "student": student,
        "at": at.isoformat() if at else "",
    }


def leave(request: HttpRequest) -> str:
    """Ends the view; returns the slug of its course, or nothing where there was none."""
    stored = request.session.pop(KEY, None)
    return str(stored["course"]) if isinstance(stored, dict) and "course" in stored else ""


def view_of(request: HttpRequest) -> StudentView | None:
    """What the person of the session has chosen, as long as their role allows it."""
    stored: Any = request.session.get(KEY)
    user = getattr(request, "real_user", request.user)
    if not isinstance(stored, dict) or not user.is_authenticated:
        return None
    course = Course.objects.filter(slug=stored.get("course", "")).first()
    if course is None:
        return None
    student = _student(user, course, stored.get("student", NOBODY))
    at = parse_datetime(stored.get("at") or "")
    return StudentView(course, student, at) if student is not None else None


def _student(user: User, course: Course, pk: int) -> User | None:
    access = access_of(user, course)
    if pk == NOBODY:
        return blank_student() if access.may(Permission.SEE_CONTENT) else None
    if not access.may(Permission.SEE_GRADES):
        return None
    found: User | None = access.students().filter(pk=pk).first()
    return found
