"""Codes with which students enroll by themselves."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.items.models import Course
from courseware.people.models import Enrollment, Section, User
from courseware.roster.models import CODE_LENGTH, JoinCode, new_code
from courseware.roster.services import RosterRefused, enroll, refuse_removed


def normalized(typed: str) -> str:
    """A code as it is stored, however it was typed: in small letters, with spaces or dashes."""
    return "".join(char for char in typed.upper() if char.isalnum())[: CODE_LENGTH + 12]


def code_named(typed: str) -> JoinCode | None:
    code = normalized(typed)
    return JoinCode.objects.filter(code=code).select_related("course", "section").first()


def refusal_of(code: JoinCode | None) -> str:
    """Why nobody can enroll with the code; empty when they can."""
    if code is None:
        return _("There is no such code. Check it with the person who gave it to you.")
    if code.has_expired:
        return _("This code has expired. Ask the staff of the course for a new one.")
    if code.is_used_up:
        return _("This code has reached its maximum number of uses. Ask the staff for a new one.")
    return ""


@in_transaction
def join_with(*, code: JoinCode, user: User) -> Enrollment:
    """Enrolls the person; who is in the course already uses nothing of the code.

    Raises: RosterRefused: when the code no longer works, or the person was removed.
    """
    course = code.course
    there = Enrollment.objects.filter(course=course, user=user).first()
    if there is not None:
        return there
    refuse_removed(course, user)
    stored = JoinCode.objects.select_for_update().filter(pk=code.pk, code=code.code).first()
    if refusal := refusal_of(stored):
        raise RosterRefused(refusal)
    JoinCode.objects.filter(pk=code.pk).update(used=F("used") + 1)
    return enroll(course=course, user=user, sections=[code.section] if code.section else [])


@in_transaction
def renew_code(
    *, course: Course, section: Section | None, expires_at: datetime | None, most: int | None
) -> JoinCode:
    """A new code for the course or a section of it; an earlier one no longer works."""
    JoinCode.objects.filter(course=course, section=section).delete()
    return JoinCode.objects.create(
        course=course, section=section, code=new_code(), expires_at=expires_at, most=most
    )


@in_transaction
def delete_code(*, course: Course, pk: int) -> bool:
    """Whether there was such a code."""
    deleted, _by_model = JoinCode.objects.filter(course=course, pk=pk).delete()
    return bool(deleted)


@in_transaction
def join_open_course(*, course: Course, user: User) -> Enrollment:
    """Enrolls the person in a course that is open to everybody with an account.

    Raises: RosterRefused: when it is not, or the person was removed.
    """
    there = Enrollment.objects.filter(course=course, user=user).first()
    if there is not None:
        return there
    if not course.open_enrollment:
        raise RosterRefused(_("This course is not open for enrollment. Ask the course staff."))
    refuse_removed(course, user)
    return enroll(course=course, user=user)
