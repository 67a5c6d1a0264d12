"""Imports a roster as it was previewed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import TypeVar

from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.items.models import Course
from courseware.people.models import Enrollment, Section, User
from courseware.roster import invitations, services
from courseware.roster.files.rows import Roster, RosterFault, RosterRow
from courseware.roster.models import FormerEnrollment, Invitation, RosterFile
from courseware.roster.plan import (
    CHANGED,
    GUEST,
    INVITED,
    MEMBER,
    RESTORED,
    Entry,
    Known,
    RosterPlan,
    plan_import,
)

Row = TypeVar("Row")
TOGETHER = 100  # people in one transaction; students save their work meanwhile
KEPT = timedelta(days=1)


class StalePlan(Exception):
    """The course has changed since the preview, so nothing was imported."""


@in_transaction
def keep(*, course: Course, by: User, roster: Roster) -> RosterFile:
    """Keeps what was read until it is confirmed; what was never confirmed is deleted."""
    RosterFile.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return RosterFile.objects.create(course=course, by=by, roster=asdict(roster))


def roster_of(file: RosterFile) -> Roster:
    stored = file.roster
    rows = (
        RosterRow(**row | {"sections": None if row["sections"] is None else tuple(row["sections"])})
        for row in stored["rows"]
    )
    faults = (RosterFault(**fault) for fault in stored["faults"])
    return Roster(tuple(rows), tuple(faults), stored["repeated"])


def import_roster(*, file: RosterFile, digest: str, remove_missing: bool, by: User) -> RosterPlan:
    """Does what the preview with this digest showed; an import that was interrupted is completed
    by importing the same file again.

    Args:
        file: what was read.
        digest: of the plan that was shown.
        remove_missing: also removes the students whom the file does not name, and withdraws their
            invitations. Not where lines of the file were left out.
        by: who imports.

    Raises:
        StalePlan: when the plan would now be another one.
        RosterRefused: as `services.change_enrollment`.
    """
    course = file.course
    plan = plan_import(course, roster_of(file), by)
    if plan.digest != digest:
        raise StalePlan
    for some in _chunks(plan.entries):
        _apply(course, some, by)
    if remove_missing and not plan.faults:
        for gone in _chunks(plan.missing):
            _remove(gone, by)
    RosterFile.objects.filter(pk=file.pk).delete()
    return plan


def _chunks(rows: Sequence[Row]) -> Iterable[Sequence[Row]]:
    return (rows[start : start + TOGETHER] for start in range(0, len(rows), TOGETHER))


@in_transaction
def _apply(course: Course, entries: Sequence[Entry], by: User) -> None:
    names = {name for entry in entries for name in entry.sections}
    sections = {name: _section(course, name) for name in names}
    _invite(course, [entry for entry in entries if entry.action == INVITED], sections, by)
    for entry in entries:
        if entry.known is None or entry.action not in (CHANGED, RESTORED):
            continue
        own = [sections[name] for name in entry.sections]
        if entry.known.kind == GUEST:
            invitation = Invitation.objects.get(pk=entry.known.pk)
            invitation.role = entry.role
            invitation.save(update_fields=["role"])
            invitation.sections.set(own)
            continue
        enrollment = _enrollment(entry.known, by)
        services.change_enrollment(enrollment=enrollment, role=entry.role, sections=own, by=by)


def _enrollment(known: Known, by: User) -> Enrollment:
    if known.kind == MEMBER:
        return Enrollment.objects.get(pk=known.pk)
    return services.restore(former=FormerEnrollment.objects.get(pk=known.pk), by=by)


def _section(course: Course, name: str) -> Section:
    return Section.objects.get_or_create(course=course, name=name)[0]


def _invite(
    course: Course, entries: Sequence[Entry], sections: dict[str, Section], by: User
) -> None:
    accounts = User.objects.in_bulk([entry.account for entry in entries if entry.account])
    guests = [
        invitations.Guest(
            email=entry.row.email,
            user=accounts.get(entry.account) if entry.account else None,
            first_name=entry.row.first_name,
            last_name=entry.row.last_name,
            username=entry.row.username,
            role=entry.role,
            sections=[sections[name] for name in entry.sections],
        )
        for entry in entries
    ]
    invitations.invite(course=course, guests=guests, by=by)


@in_transaction
def _remove(missing: Sequence[Known], by: User) -> None:
    guests = [known.pk for known in missing if known.kind == GUEST]
    invitations.withdraw(invitations=Invitation.objects.filter(pk__in=guests))
    members = [known.pk for known in missing if known.kind == MEMBER]
    for enrollment in Enrollment.objects.filter(pk__in=members):
        services.remove(enrollment=enrollment, by=by)
