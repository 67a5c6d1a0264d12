"""Changes of a rubric, and past grades that follow them.

A change is stored at once and marks the grades that it touches as stale. A worker then computes
them again, a few in each transaction, so that students are not held up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from courseware.database.batches import short_transaction
from courseware.database.transactions import in_transaction
from courseware.manual_grading.models import Mark, Rubric, RubricItem
from courseware.manual_grading.points import total
from courseware.manual_grading.services import record_change, tell
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, mark_done
from courseware.people.models import User

FOLLOW = "manual_grading.follow"
"""The name of the Celery task that computes grades again; stored messages refer to it."""
READ_TOGETHER = 50


class NewerRubric(Exception):
    """Somebody changed the rubric since it was read."""


@dataclass(frozen=True)
class Line:
    """A line of a rubric as it is to be; ``pk`` is missing in a new one."""

    text: str
    points: float
    pk: int | None = None


@dataclass(frozen=True)
class RubricEdit:
    """A rubric as it is to be. Lines that are not listed are retired."""

    out_of: float
    counts_down: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Effect:
    """What a change does to one grade."""

    mark: Mark
    after: float

    @property
    def change(self) -> float:
        return self.after - self.mark.points


def effects(rubric: Rubric, edit: RubricEdit) -> list[Effect]:
    """What the edit would do to grades, for those that it changes; writes nothing."""
    points = {line.pk: line.points for line in edit.lines if line.pk is not None}
    marks = rubric.marks.prefetch_related("selected").order_by("pk")
    found = [
        Effect(
            mark,
            total(
                edit.out_of,
                [points[line.pk] for line in mark.selected.all() if line.pk in points],
                mark.adjustment,
                counts_down=edit.counts_down,
            ),
        )
        for mark in marks
    ]
    out_of_changes = edit.out_of != rubric.out_of
    return [effect for effect in found if effect.change or out_of_changes]


@in_transaction
def apply_edit(*, rubric: Rubric, edit: RubricEdit, by: User, seen: int) -> int:
    """Stores the edit; returns how many grades follow it, which a worker sees to.

    Raises: NewerRubric: somebody else has changed the rubric; nothing was changed.
    """
    locked = Rubric.objects.select_for_update().get(pk=rubric.pk)
    if locked.version != seen:
        raise NewerRubric
    touched = _store_lines(locked, edit)
    whole = (locked.out_of, locked.counts_down) != (edit.out_of, edit.counts_down)
    locked.out_of, locked.counts_down = edit.out_of, edit.counts_down
    locked.version += 1
    locked.updated_by = by
    locked.save()
    marks = locked.marks.all() if whole else locked.marks.filter(selected__in=touched)
    ids = set(marks.values_list("pk", flat=True))
    return _have_follow(locked, Mark.objects.filter(rubric=locked, pk__in=ids), by)


def _store_lines(rubric: Rubric, edit: RubricEdit) -> list[int]:
    """Writes the lines; returns the ids of those by which past grades change."""
    stored = {line.pk: line for line in rubric.items.filter(retired=False)}
    touched = []
    for place, line in enumerate(edit.lines, start=1):
        known = stored.pop(line.pk, None) if line.pk is not None else None
        if known is None:
            RubricItem.objects.create(
                rubric=rubric, position=place, text=line.text, points=line.points
            )
            continue
        if (known.text, known.points) != (line.text, line.points):
            touched.append(known.pk)
        known.position, known.text, known.points = place, line.text, line.points
        known.save()
    for gone in stored.values():
        touched.append(gone.pk)
        gone.retired = True
        gone.save(update_fields=["retired"])
    return touched


def _have_follow(rubric: Rubric, marks: QuerySet[Mark], by: User) -> int:
    count = marks.update(stale=True)
    if count:
        enqueue(FOLLOW, rubric.pk, lane=Lane.BACKGROUND, owner=by.pk)
    return count


@in_transaction
def change_settings(
    *, rubric: Rubric, by: User, anonymous: bool, held: bool, share: float | None = None
) -> int:
    """Returns how many grades are now to be released, or weighted anew, which a worker sees to."""
    locked = Rubric.objects.select_for_update().get(pk=rubric.pk)
    reweighted = share is not None and share != locked.share
    locked.anonymous, locked.held, locked.updated_by = anonymous, held, by
    locked.share = locked.share if share is None else share
    locked.save()
    if reweighted:
        return _have_follow(locked, locked.marks.all(), by)
    waiting = _to_follow(locked).count()
    if waiting and not held:
        enqueue(FOLLOW, locked.pk, lane=Lane.BACKGROUND, owner=by.pk)
    return 0 if held else waiting


def follow(*, rubric_id: int) -> int:
    """Brings all grades up to date that a change of the rubric has touched; returns how many.

    In short transactions. Interrupted and run again, it continues with what is left.
    """
    done, last = 0, 0
    while rubric := Rubric.objects.select_related("item__course").filter(pk=rubric_id).first():
        marks = _to_follow(rubric).filter(pk__gt=last).order_by("pk")
        ids = list(marks.values_list("pk", flat=True)[:READ_TOGETHER])
        if not ids:
            break
        last = ids[-1]
        while ids:
            with short_transaction() as turn:
                done += _follow_one(rubric_id, ids.pop(0))
                while ids and not turn.is_over:
                    done += _follow_one(rubric_id, ids.pop(0))
    mark_done(FOLLOW, rubric_id)
    return done


def _to_follow(rubric: Rubric) -> QuerySet[Mark]:
    outdated = Q(stale=True) if rubric.held else Q(stale=True) | Q(told=False)
    return Mark.objects.filter(outdated, rubric=rubric)


def _follow_one(rubric_id: int, pk: int) -> int:
    """By the rubric as it is now: somebody may have changed it again meanwhile."""
    rubric = Rubric.objects.select_related("item__course", "updated_by").get(pk=rubric_id)
    mark = Mark.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if mark is None or not (mark.stale or not (mark.told or rubric.held)):
        return 0
    before, was_stale = mark.points, mark.stale
    mark.points = compute(mark, rubric)
    mark.stale = False
    if was_stale:
        mark.told = False
        mark.version += 1
        record_change(mark, before, rubric.updated_by, _("Rubric changed"))
    mark.save(update_fields=["points", "stale", "told", "version"])
    if not rubric.held:
        tell(mark, rubric, by=rubric.updated_by, reason=_("Rubric changed") if was_stale else "")
    return 1


def compute(mark: Mark, rubric: Rubric) -> float:
    """The points of a mark by the current rubric."""
    lines: Sequence[RubricItem] = [line for line in mark.selected.all() if not line.retired]
    return total(
        rubric.out_of,
        [line.points for line in lines],
        mark.adjustment,
        counts_down=rubric.counts_down,
    )
