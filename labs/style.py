"""The part of a lab that a person grades: how well its code reads (`ItemKind.manual_parts`).

A student has one grade for the style of a lab. It is given for the submission that counts, and its
share of the score stays whatever is submitted later. Until it is given, the automatic grading makes
the whole score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.gradebook.policy import GradedWork, policy_for
from courseware.items.class_hooks import WaitingWork
from courseware.items.manual import (
    Counts,
    Criterion,
    ManualGrade,
    ManualPart,
    ManualWork,
    ShownWork,
)
from courseware.items.models import Course, Item
from courseware.manual_grading.models import Rubric
from courseware.notices.models import Kind
from courseware.notices.services import notify
from courseware.people.models import User
from labs.models import LabRevision, Purpose, StyleGrade, Submission

PART = "style"


def parts(items: Sequence[Item]) -> dict[int, list[ManualPart]]:
    """One for each lab that asks for code; optional where ``lab.yaml`` gives it no points."""
    current = LabRevision.objects.filter(item__in=items, current=True, form=[])
    styles = dict(current.values_list("item", "style"))
    return {item.pk: [_part(styles[item.pk])] for item in items if item.pk in styles}


def _part(style: dict[str, Any]) -> ManualPart:
    """``style`` is what ``lab.yaml`` says: points of 100, and criteria."""
    criteria = tuple(Criterion(each["text"], each["points"]) for each in style.get("criteria", []))
    share = float(style.get("points", 0))
    return ManualPart(
        name=PART,
        title=_("Code style"),
        points=share or 20.0,
        criteria=criteria,
        guide=style.get("guide", ""),
        share=share,
        optional=not style,
    )


def counts(items: Sequence[Item], students: QuerySet[User]) -> dict[tuple[int, str], Counts]:
    handed_in = _submissions(students).filter(item__in=items).order_by().values("item")
    totals = handed_in.annotate(total=Count("user", distinct=True))
    graded = dict(
        StyleGrade.objects.filter(item__in=items, user__in=students)
        .values("item")
        .annotate(graded=Count("pk"))
        .values_list("item", "graded")
    )
    return {(row["item"], PART): Counts(row["total"], graded.get(row["item"], 0)) for row in totals}


def waiting(course: Course, students: QuerySet[User]) -> list[WaitingWork]:
    """Code that a person has to grade, by lab, where a rubric was made."""
    rubrics = Rubric.objects.filter(item__course=course, item__kind="lab", part=PART)
    items = [rubric.item for rubric in rubrics.select_related("item")]
    found = counts(items, students) if items else {}
    url = reverse("grading", args=[course.slug])
    return [
        WaitingWork(_("Code style to grade: %(lab)s") % {"lab": item.title}, waits.waiting, url)
        for item in items
        if (waits := found.get((item.pk, PART)))
    ]


def works(item: Item, part: str, students: QuerySet[User]) -> list[ManualWork]:
    """One for each student: what was graded, or else what counts now."""
    if part != PART:
        return []
    graded = dict(
        StyleGrade.objects.filter(item=item, user__in=students).values_list("user", "submission")
    )
    by_user: dict[int, list[GradedWork]] = {}
    fields = ("pk", "user", "score", "created_at", "late_by")
    for pk, user, score, at, late_by in (
        _submissions(students).filter(item=item).order_by("pk").values_list(*fields)
    ):
        by_user.setdefault(user, []).append(GradedWork(pk, score / 100, at, late_by))
    policy = policy_for(item)
    found = []
    for user, submitted in by_user.items():
        decision = policy.decide(submitted)
        if decision is None:
            continue
        pk = graded.get(user) or decision.counting[-1]
        found.append(ManualWork(pk, user, _at(submitted, pk), graded=user in graded))
    return found


def _at(submitted: Iterable[GradedWork], pk: int) -> datetime:
    return next(work.handed_in for work in submitted if work.id == pk)


def _submissions(students: QuerySet[User]) -> QuerySet[Submission]:
    return Submission.objects.filter(user__in=students, purpose=Purpose.GRADED, score__isnull=False)


def work(item: Item, part: str, pk: int) -> ShownWork | None:
    submission = _submission(item, pk) if part == PART else None
    if submission is None:
        return None
    return ShownWork(
        text=submission.code,
        is_code=True,
        place=submission.place,
        url=submission.get_absolute_url(),
    )


def work_at(item: Item, place: str) -> tuple[str, int] | None:
    sort, _slash, rest = place.partition("/")
    number = rest.partition("/")[0]
    if sort != "submission" or not (number.isascii() and number.isdecimal() and len(number) < 18):
        return None
    return (PART, int(number)) if _submission(item, int(number)) else None


def _submission(item: Item, pk: int) -> Submission | None:
    found = Submission.objects.filter(item=item, pk=pk, purpose=Purpose.GRADED)
    return (
        found.select_related("item__course", "user").only("code", "item", "user", "purpose").first()
    )


def write(item: Item, pk: int, grade: ManualGrade, *, reason: str) -> None:
    """Stores the grade and records the score that follows."""
    from labs.grading.services import record_decision  # which needs what is here

    submission = _submission(item, pk)
    if submission is None:
        return
    StyleGrade.objects.update_or_create(
        item=item,
        user=submission.user,
        defaults={
            "submission": submission,
            "fraction": grade.fraction,
            "share": grade.share,
            "grade": grade.as_dict(),
            "at": timezone.now(),
        },
    )
    style = _("Code style")
    record_decision(submission, f"{reason}: " if reason else f"{style}: ")
    if item.scores_held:
        return
    notify(
        [submission.user_id],
        kind=Kind.GRADED,
        key=f"style:{item.pk}:{submission.user_id}",
        course=item.course,
        link=submission.get_absolute_url(),
        item=item,
    )


def grades_of(items: Sequence[Item], user: User) -> dict[int, StyleGrade]:
    """A person's grades by item id."""
    return {each.item_id: each for each in StyleGrade.objects.filter(item__in=items, user=user)}
