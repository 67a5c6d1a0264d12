"""Granting and withdrawing extensions. They hold at once, for work that is under way too."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.deadlines.grants import NO_GRANT, Grant
from courseware.deadlines.models import Extension, ExtensionChange
from courseware.items.kinds import kind_named
from courseware.items.models import Course, Item
from courseware.notices.models import Kind
from courseware.notices.services import notify
from courseware.people.models import Enrollment, Role, Section, User

REASON_LENGTH = 200


@in_transaction
def grant_extension(
    *,
    course: Course,
    item: Item | None = None,
    user: User | None = None,
    section: Section | None = None,
    grant: Grant,
    reason: str,
    by: User | None,
) -> Extension | None:
    """Grants to a student or a section, for one item or without one for all of the course.

    It replaces what the same student or section had there; `NO_GRANT` withdraws it. People are
    told of what they are given, and the kinds of items see to work that is under way.
    """
    if (user is None) == (section is None):
        raise ValueError("an extension is for a student or for a section")
    place = {"course": course, "item": item, "user": user, "section": section}
    extension = None
    if grant == NO_GRANT:
        if not Extension.objects.filter(**place).delete()[0]:
            return None
    else:
        values = _values(grant) | {"reason": reason[:REASON_LENGTH], "by": by}
        extension, _ = Extension.objects.update_or_create(**place, defaults=values)
    change = ExtensionChange.objects.create(
        **place, granted=grant.as_data(), reason=reason[:REASON_LENGTH], by=by
    )
    people = _people(course, user, section)
    if extension is not None:
        _tell(people, extension, change)
    _apply(course, item, people, grant, by)
    return extension


def withdraw(*, extension: Extension, reason: str, by: User | None) -> None:
    """Takes an extension back. What was handed in while it held stays in time."""
    grant_extension(
        course=extension.course,
        item=extension.item,
        user=extension.user,
        section=extension.section,
        grant=NO_GRANT,
        reason=reason,
        by=by,
    )


def _values(grant: Grant) -> dict[str, object]:
    return {
        "due_at": grant.due_at,
        "closes_at": grant.closes_at,
        "shift_minutes": grant.shift.total_seconds() / 60,
        "time_factor": grant.time_factor,
        "extra_minutes": grant.extra.total_seconds() / 60,
        "extra_attempts": grant.attempts,
        "changed_at": timezone.now(),
    }


def _people(course: Course, user: User | None, section: Section | None) -> list[int]:
    if user is not None:
        return [user.pk]
    students = Enrollment.objects.filter(course=course, sections=section, role=Role.STUDENT)
    return list(students.order_by("user").values_list("user", flat=True))


def _tell(people: list[int], extension: Extension, change: ExtensionChange) -> None:
    """Once for the same grant; a change of the reason alone is none."""
    values = ":".join(f"{name}={value}" for name, value in sorted(change.granted.items()))
    about = extension.item or extension.course
    kind = Kind.EXTENSION if extension.grant.moves_dates_only else Kind.ACCOMMODATION
    notify(
        people,
        kind=kind,
        key=f"extension:{extension.pk}:{values}"[:150],
        course=extension.course,
        link=about.get_absolute_url(),
        item=extension.item,
    )


def _apply(
    course: Course, item: Item | None, people: list[int], grant: Grant, by: User | None
) -> None:
    items = [item] if item is not None else list(course.items.all())
    by_kind: dict[str, list[Item]] = {}
    for each in items:
        each.course = course
        by_kind.setdefault(each.kind, []).append(each)
    for name, of_kind in by_kind.items():
        kind_named(name).extended(of_kind, people, grant.as_data(), by)
    judge_lateness(items, people, by)


def judge_lateness(items: Sequence[Item], people: Sequence[int] | None, by: User | None) -> None:
    """Computes again how late handed-in work is and what it is worth, of people or of all.

    Where late days are counted, what one item uses changes what is left for the others.
    """
    course = items[0].course if items else None
    if course is not None and course.late_days:
        items = list(course.items.all())
    by_kind: dict[str, list[Item]] = {}
    for item in items:
        if course is not None:
            item.course = course
        by_kind.setdefault(item.kind, []).append(item)
    for name, of_kind in by_kind.items():
        kind_named(name).judge_lateness(of_kind, people, by)


def erase(user: User) -> None:
    """Deletes the reasons, which may say more of a person than that they had more time."""
    Extension.objects.filter(user=user).update(reason="")
    ExtensionChange.objects.filter(user=user).update(reason="")
