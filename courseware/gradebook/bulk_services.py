"""Changes of many scores of one item: previewed, applied as one entry, undone as one.

Scores are written in short transactions, so that students who save meanwhile do not wait.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.batches import short_transaction
from courseware.gradebook.bulk import KINDS, Action, Outcome, Request, outcome
from courseware.gradebook.changes import key_of, prepared_change, restorable, set_values
from courseware.gradebook.history import undoable
from courseware.gradebook.models import BY_HAND, ChangeKind, Score, ScoreBatch, ScoreChange
from courseware.gradebook.services import ChangeRefused
from courseware.items.models import Item
from courseware.notices.models import Kind
from courseware.notices.services import notify
from courseware.people.models import User

ROWS = 50  # of a transaction
_FIELDS = [*(name.removesuffix("_id") for name in BY_HAND), "updated_at"]


@dataclass(frozen=True)
class Change:
    """What becomes of one student's score."""

    user: User
    outcome: Outcome


def preview(item: Item, students: Iterable[User], request: Request) -> list[Change]:
    """Of each student in the order given, also where nothing changes. One query."""
    people = list(students)
    scores = {score.user_id: score for score in Score.objects.filter(item=item)}
    out_of = float(item.points)
    return [
        Change(person, outcome(scores.get(person.pk) or Score(), request, out_of))
        for person in people
    ]


def apply_to_all(
    *,
    item: Item,
    students: Collection[int],
    request: Request,
    reason: str,
    by: User,
    note: str = "",
) -> ScoreBatch:
    """Does it to the students (by id); those for whom nothing changes get no entry."""
    batch = _new_batch(
        item, KINDS[request.action], reason, by, note, action=request.action, value=request.value
    )
    told: list[int] = []
    for ids in _chunks(sorted(students)):
        with short_transaction():
            told += _apply(batch, item, ids, request)
    _tell(batch, item, told)
    return batch


def override_each(
    *, item: Item, fractions: Mapping[int, float], reason: str, by: User
) -> ScoreBatch:
    """Sets an override of their own for each student (by id), as one entry that can be undone."""
    batch = _new_batch(item, ChangeKind.OVERRIDE, reason, by, "", imported=True)
    told: list[int] = []
    for ids in _chunks(sorted(fractions)):
        with short_transaction():
            changes = []
            for score in _locked(item, ids, create=True):
                values = set_values(score, override=fractions[score.user_id], reason=reason, by=by)
                change = prepared_change(
                    score,
                    item=item,
                    kind=ChangeKind.OVERRIDE,
                    values=values,
                    reason=batch.reason,
                    by=by,
                    batch=batch,
                )
                changes += [change] if change is not None else []
            told += _store(batch, changes)
    _tell(batch, item, told)
    return batch


def _apply(batch: ScoreBatch, item: Item, ids: Sequence[int], request: Request) -> list[int]:
    """Ids of those for whom something changed."""
    assert batch.by is not None
    scores = _locked(item, ids, create=request.action in (Action.OVERRIDE, Action.EXCUSE))
    changes = []
    for score in scores:
        found = outcome(score, request, float(item.points))
        if not found.changes:
            continue
        about = {"reason": batch.reason, "note": batch.note, "by": batch.by}
        if request.action in (Action.EXCUSE, Action.INCLUDE):
            values = set_values(score, excused=found.excused, **about)
        else:
            values = set_values(score, override=found.override, **about)
        kind = KINDS[request.action]
        change = prepared_change(score, item=item, kind=kind, values=values, batch=batch, **about)
        if change is not None:
            changes.append(change)
    return _store(batch, changes)


def undo_batch(*, batch: ScoreBatch, by: User) -> tuple[ScoreBatch, int]:
    """Takes back what the batch did, as one entry; and how many scores were left as they are.

    These are scores that people have changed again since.

    Raises: ChangeRefused: it was undone already, or the item is gone.
    """
    item = Item.objects.select_related("course").filter(pk=batch.item_id).first()
    if item is None:
        raise ChangeRefused(_("The item was deleted. There is nothing to undo."))
    if ScoreBatch.objects.filter(undoes=batch).exists():
        raise ChangeRefused(_("This has already been undone."))
    reason = _("Undone: %(reason)s") % {"reason": batch.reason}
    undoing = _new_batch(item, ChangeKind.UNDONE, reason, by, "", undoes=batch)
    ids = list(batch.changes.order_by("pk").values_list("pk", flat=True))
    told: list[int] = []
    for chunk in _chunks(ids):
        with short_transaction():
            told += _undo(undoing, item, chunk)
    _tell(undoing, item, told)
    return undoing, len(ids) - undoing.count


def _undo(undoing: ScoreBatch, item: Item, ids: Sequence[int]) -> list[int]:
    assert undoing.by is not None
    wanted = list(ScoreChange.objects.filter(pk__in=ids, score__isnull=False))
    scores = {score.pk: score for score in _locked(item, [each.user_number for each in wanted])}
    histories: dict[int, list[ScoreChange]] = {}
    by_hand = ScoreChange.objects.filter(score__in=scores).exclude(kind=ChangeKind.GRADED)
    for change in by_hand:
        histories.setdefault(change.score_id, []).append(change)
    changes = []
    for change, values in zip(wanted, restorable(wanted), strict=True):
        score = scores.get(change.score_id)
        if score is None or change.pk not in undoable(histories[score.pk]):
            continue
        undone = prepared_change(
            score,
            item=item,
            kind=ChangeKind.UNDONE,
            values=values,
            reason=undoing.reason,
            by=undoing.by,
            batch=undoing,
            undoes=change,
        )
        if undone is not None:
            changes.append(undone)
    return _store(undoing, changes)


def _new_batch(
    item: Item,
    kind: Any,  # a `ChangeKind`
    reason: str,
    by: User,
    note: str,
    undoes: ScoreBatch | None = None,
    **data: object,
) -> ScoreBatch:
    return ScoreBatch.objects.create(
        course_id=item.course_id,
        item=item,
        item_key=key_of(item),
        kind=kind,
        reason=reason[:300],
        note=note[:300],
        data=data,
        by=by,
        by_number=by.pk,
        undoes=undoes,
    )


def _locked(item: Item, ids: Sequence[int], *, create: bool = False) -> list[Score]:
    if create:
        missing = set(ids) - set(
            Score.objects.filter(item=item, user__in=ids).values_list("user_id", flat=True)
        )
        Score.objects.bulk_create(
            [Score(item=item, user_id=user) for user in missing], ignore_conflicts=True
        )
    scores = Score.objects.select_for_update().filter(item=item, user__in=ids)
    return list(scores.order_by("user_id"))


def _store(batch: ScoreBatch, changes: list[ScoreChange]) -> list[int]:
    scores = [change.score for change in changes]
    now = timezone.now()
    for score in scores:
        score.updated_at = now
    Score.objects.bulk_update(scores, _FIELDS)
    ScoreChange.objects.bulk_create(changes)
    batch.count += len(changes)
    batch.save(update_fields=["count"])
    return [score.user_id for score in scores]


def _tell(batch: ScoreBatch, item: Item, people: Sequence[int]) -> None:
    if item.scores_held:
        return
    for ids in _chunks(people):
        with short_transaction():
            notify(
                ids,
                kind=Kind.OVERRIDE,
                key=f"score-batch:{batch.pk}",
                course=item.course,
                link=reverse("grades", args=[item.course.slug]),
                item=item,
            )


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + ROWS] for start in range(0, len(ids), ROWS))
