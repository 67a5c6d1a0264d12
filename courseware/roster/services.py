"""Who is in a course, with which role and in which sections. Nobody's work is ever deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courseware.database.transactions import in_transaction
from courseware.items.models import Course
from courseware.people.models import Enrollment, Role, Section, User
from courseware.people.permissions import WHOLE_COURSE, Permission, roles_with
from courseware.people.selectors import staff_with
from courseware.roster.models import (
    Change,
    FormerEnrollment,
    Invitation,
    RosterAddress,
    RosterChange,
    RosterFile,
)

REMOVED = gettext_lazy("You were removed from this course. Ask the course staff to restore you.")


class RosterRefused(Exception):
    """Why nothing was changed; the sentence says what to do."""


def last_manager_refusal(enrollment: Enrollment) -> str:
    """Says that nobody would be left who can manage people; empty when somebody would."""
    if enrollment.role not in roles_with(Permission.MANAGE_PEOPLE):
        return ""
    managers = staff_with(Permission.MANAGE_PEOPLE, enrollment.course)
    if managers.exclude(pk=enrollment.pk).exists():
        return ""
    text = _("%(person)s is the only instructor of this course. Add another instructor first.")
    return text % {"person": enrollment.user.display_name}


def _refuse_last_manager(enrollment: Enrollment) -> None:
    """In a transaction. Raises: RosterRefused: as `last_manager_refusal`."""
    if enrollment.role in roles_with(Permission.MANAGE_PEOPLE):
        Course.objects.select_for_update().get(pk=enrollment.course_id)  # of two, one waits
    if refusal := last_manager_refusal(enrollment):
        raise RosterRefused(refusal)


@in_transaction
def enroll(
    *,
    course: Course,
    user: User,
    role: Any = Role.STUDENT,
    sections: Iterable[Section] = (),
    change: Any = Change.JOINED,
    by: User | None = None,
) -> Enrollment:
    """Enrolls a person; who is in the course already stays as they are, and gets the sections.

    Who was removed comes back to their work. ``role`` is a `Role`, ``change`` a `Change`.
    """
    enrollment, created = Enrollment.objects.get_or_create(
        user=user, course=course, defaults={"role": role}
    )
    enrollment.sections.add(*sections)
    if created:
        former = FormerEnrollment.objects.filter(user=user, course=course).first()
        if former is not None:
            _keep_times(enrollment, former)
            former.delete()
        _record(enrollment, change, by, role_word(role) if by else "")
        Invitation.objects.filter(course=course, user=user).delete()
    return enrollment


def refuse_removed(course: Course, user: User) -> None:
    """Raises: RosterRefused: for who was removed; they do not come back by themselves."""
    if FormerEnrollment.objects.filter(course=course, user=user).exists():
        raise RosterRefused(REMOVED)


@in_transaction
def change_enrollment(
    *, enrollment: Enrollment, role: Any, sections: Iterable[Section], by: User
) -> None:
    """Gives a person another role or other sections.

    Raises: RosterRefused: when the course would be left without an instructor.
    """
    stored = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    sections = list(sections)
    if role != stored.role:
        _refuse_last_manager(stored)
        before, stored.role = stored.role, role
        stored.save(update_fields=["role"])
        words = {"before": role_word(before), "after": role_word(role)}
        _record(stored, Change.ROLE, by, _("%(before)s → %(after)s") % words)
    if set(stored.sections.all()) != set(sections):
        stored.sections.set(sections)
        names = ", ".join(sorted(section.name for section in sections)) or _("no section")
        _record(stored, Change.SECTIONS, by, names)


@in_transaction
def remove(*, enrollment: Enrollment, by: User) -> FormerEnrollment:
    """Ends a person's part in the course. Their work and scores stay, and are found by nobody.

    Raises: RosterRefused: when the course would be left without an instructor.
    """
    stored = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    _refuse_last_manager(stored)
    former, _created = FormerEnrollment.objects.update_or_create(
        user=stored.user,
        course=stored.course,
        defaults={
            "role": stored.role,
            "enrolled_at": stored.enrolled_at,
            "news_seen_at": stored.news_seen_at,
            "removed_at": timezone.now(),
        },
    )
    former.sections.set(stored.sections.all())
    _record(stored, Change.REMOVED, by, "")
    stored.delete()
    return former


@in_transaction
def restore(*, former: FormerEnrollment, by: User) -> Enrollment:
    """Takes a person back as they were, with all of their work."""
    user, course, sections = former.user, former.course, list(former.sections.all())
    enrollment, created = Enrollment.objects.get_or_create(
        user=user, course=course, defaults={"role": former.role}
    )
    if created:
        enrollment.sections.set(sections)
        _keep_times(enrollment, former)
        _record(enrollment, Change.RESTORED, by, "")
    former.delete()
    return enrollment


@in_transaction
def set_open(*, course: Course, is_open: bool) -> None:
    """Whether everybody with an account can enroll, and visitors see what the course is."""
    Course.objects.filter(pk=course.pk).update(open_enrollment=is_open)


def erase(user: User) -> None:
    """Deletes the addresses by which rosters know the person; what was changed is kept."""
    RosterAddress.objects.filter(user=user).delete()
    RosterFile.objects.filter(by=user).delete()
    theirs = Q(user=user)
    if user.email:
        theirs |= Q(email__iexact=user.email)
    Invitation.objects.filter(theirs).delete()


def refuse_lifting_limits(section: Section) -> None:
    """Raises: RosterRefused: when staff in no other section would then see the whole course."""
    staff = section.enrollments.exclude(role__in=WHOLE_COURSE).select_related("user")
    alone = staff.exclude(sections__in=section.course.sections.exclude(pk=section.pk))
    if names := sorted(each.user.display_name for each in alone):
        text = _(
            "Without this section, %(people)s would see the whole course. Assign them to "
            "another section first."
        )
        raise RosterRefused(text % {"people": ", ".join(names)})


@in_transaction
def delete_section(*, section: Section) -> None:
    """The people in it stay in the course.

    Raises: RosterRefused: as `refuse_lifting_limits`.
    """
    refuse_lifting_limits(section)
    section.delete()


def role_word(role: str) -> str:
    return str(Role(role).label)


def _keep_times(enrollment: Enrollment, former: FormerEnrollment) -> None:
    times = {"enrolled_at": former.enrolled_at, "news_seen_at": former.news_seen_at}
    Enrollment.objects.filter(pk=enrollment.pk).update(**times)


def _record(enrollment: Enrollment, change: Any, by: User | None, detail: str) -> None:
    RosterChange.objects.create(
        course=enrollment.course,
        user=enrollment.user,
        by=by,
        change=change,
        detail=detail[:300],
    )
