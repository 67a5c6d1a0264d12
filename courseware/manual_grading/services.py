"""Saving grades, and telling the kind of item about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.items.kinds import kind_named
from courseware.items.manual import Criterion, ManualGrade, ManualPart, ManualWork, Remark
from courseware.items.models import Item
from courseware.manual_grading.models import (
    MAX_LINE,
    Claim,
    Mark,
    MarkChange,
    MarkRemark,
    Rubric,
    RubricItem,
)
from courseware.manual_grading.points import total
from courseware.people.models import User


class NewerMark(Exception):
    """Someone saved the mark since it was read; ``mark`` is its current state."""

    def __init__(self, mark: Mark) -> None:
        super().__init__(mark)
        self.mark = mark


@dataclass(frozen=True)
class Given:
    """What a grader gives for a work: ids of lines of the rubric, and words."""

    selected: Collection[int] = ()
    adjustment: float = 0.0
    adjustment_reason: str = ""
    comment: str = ""
    remarks: Sequence[Remark] = ()


@in_transaction
def start_rubric(*, item: Item, part: ManualPart, by: User, share: float = 0.0) -> Rubric:
    """The rubric of a part, which begins with the author's lines. Twice gives the same one."""
    out_of = sum(criterion.points for criterion in part.criteria) or part.points
    rubric, created = Rubric.objects.get_or_create(
        item=item,
        part=part.name,
        defaults={
            "title": part.title[:200],
            "out_of": out_of,
            "share": share or part.share,
            "updated_by": by,
        },
    )
    if created:
        RubricItem.objects.bulk_create(
            RubricItem(rubric=rubric, position=place, text=line.text[:MAX_LINE], points=line.points)
            for place, line in enumerate(part.criteria, start=1)
        )
    return rubric


@in_transaction
def save_mark(
    *,
    rubric: Rubric,
    work: ManualWork,
    given: Given,
    by: User,
    seen: int,
    reason: str = "",
) -> Mark:
    """Stores a mark, its history, and the score that follows from it, unless grades are held.

    ``seen`` is the version of the mark that the grader had before their eyes, 0 for none.

    Raises: NewerMark: somebody has saved since; nothing was changed.
    """
    rubric = Rubric.objects.select_related("item__course").get(pk=rubric.pk)
    now = timezone.now()
    lines = list(rubric.items.filter(pk__in=given.selected, retired=False))
    points = total(
        rubric.out_of,
        [line.points for line in lines],
        given.adjustment,
        counts_down=rubric.counts_down,
    )
    mark, created = Mark.objects.select_for_update(of=("self",)).get_or_create(
        rubric=rubric,
        work=work.id,
        defaults={"student_id": work.student_id, "points": points, "by": by, "at": now},
    )
    if not created and mark.version != seen:
        raise NewerMark(mark)
    before = None if created else mark.points
    mark.adjustment, mark.adjustment_reason = given.adjustment, given.adjustment_reason
    mark.comment, mark.points, mark.by, mark.at = given.comment, points, by, now
    mark.version = 1 if created else mark.version + 1
    mark.stale = mark.told = False
    mark.save()
    mark.selected.set(lines)
    mark.remarks.all().delete()
    MarkRemark.objects.bulk_create(
        MarkRemark(mark=mark, line=each.line, quote=each.quote, text=each.text)
        for each in given.remarks
    )
    why = reason or (_("Graded") if created else _("Graded again"))
    record_change(mark, before, by, why)
    if not rubric.held:
        tell(mark, rubric, by=by, reason="" if created else why)
    return mark


def record_change(mark: Mark, before: float | None, by: User | None, reason: str) -> None:
    """An entry of the mark's history."""
    MarkChange.objects.create(
        mark=mark,
        before=before,
        after=mark.points,
        reason=reason[:MAX_LINE],
        by=by,
        at=timezone.now(),
    )


def tell(mark: Mark, rubric: Rubric, *, by: User | None, reason: str = "") -> None:
    """Hands the grade to the kind, which stores it with the work and records the score."""
    kind_named(rubric.item.kind).write_manual_grade(
        rubric.item, rubric.part, mark.work, grade_of(mark, rubric), by=by, reason=reason
    )
    mark.told = True
    mark.save(update_fields=["told"])


def grade_of(mark: Mark, rubric: Rubric) -> ManualGrade:
    """The mark as it is stored with the work."""
    return ManualGrade(
        points=mark.points,
        out_of=rubric.out_of,
        items=tuple(
            Criterion(line.text, line.points) for line in mark.selected.all() if not line.retired
        ),
        adjustment=mark.adjustment,
        reason=mark.adjustment_reason,
        comment=mark.comment,
        remarks=tuple(Remark(each.text, each.line, each.quote) for each in mark.remarks.all()),
        share=rubric.share,
    )


def given_in(mark: Mark) -> Given:
    """What a stored mark holds, as a form shows it."""
    return Given(
        [line.pk for line in mark.selected.all()],
        mark.adjustment,
        mark.adjustment_reason,
        mark.comment,
        [Remark(each.text, each.line, each.quote) for each in mark.remarks.all()],
    )


def erase(user: User) -> None:
    """Deletes what graders quoted of the person's own words, and the person's claims."""
    MarkRemark.objects.filter(mark__student=user).update(quote="")
    Claim.objects.filter(by=user).delete()
