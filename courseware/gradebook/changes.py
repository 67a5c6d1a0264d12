"""One change of a score by a person, with its entry in the audit trail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courseware.gradebook.models import BY_HAND, Score, ScoreBatch, ScoreChange
from courseware.items.models import Item
from courseware.people.models import User

LONGEST = 300


def key_of(item: Item) -> str:
    """What names an item in the audit trail when the item is gone."""
    return f"{item.course.slug}/{item.kind}/{item.slug}"


def set_values(
    score: Score,
    *,
    reason: str,
    by: User,
    note: str = "",
    override: float | None = None,
    excused: bool | None = None,
) -> dict[str, Any]:
    """What `BY_HAND` becomes: with ``excused`` the excuse changes, without it the override."""
    values = score.by_hand | {"note": note[:LONGEST], "set_by_id": by.pk}
    if excused is not None:
        return values | {"excused": excused, "excuse_reason": reason[:LONGEST] if excused else ""}
    return values | {
        "override": override,
        "override_reason": "" if override is None else reason[:LONGEST],
        "override_over": None if override is None else score.fraction,
    }


def restorable(changes: Iterable[ScoreChange]) -> list[dict[str, Any]]:
    """The state before each change, without people whose accounts were deleted since."""
    values = [dict(change.before) for change in changes]
    people = User.objects.filter(pk__in={each["set_by_id"] for each in values})
    known = set(people.values_list("pk", flat=True))
    return [
        each | {"set_by_id": each["set_by_id"] if each["set_by_id"] in known else None}
        for each in values
    ]


def prepared_change(
    score: Score,
    *,
    item: Item,
    kind: Any,
    values: dict[str, Any],
    reason: str,
    by: User,
    note: str = "",
    batch: ScoreBatch | None = None,
    undoes: ScoreChange | None = None,
) -> ScoreChange | None:
    """Sets the values on the score and returns the entry, neither saved; ``None`` for no change.

    ``kind`` is a `ChangeKind`.
    """
    before = score.by_hand
    if before == values:
        return None
    for name in BY_HAND:
        setattr(score, name, values[name])
    return ScoreChange(
        score=score,
        item_key=key_of(item),
        user_number=score.user_id,
        kind=kind,
        fraction_before=score.fraction,
        fraction=score.fraction,
        override=score.override,
        excused=score.excused,
        late_by=score.late_by,
        before=before,
        after=score.by_hand,
        reason=reason[:LONGEST],
        note=note[:LONGEST],
        batch=batch,
        undoes=undoes,
        by=by,
        by_number=by.pk,
    )


def change_by_hand(score: Score, **about: Any) -> ScoreChange | None:
    """As `prepared_change`, and saves both. To be called with the score's row locked."""
    change = prepared_change(score, **about)
    if change is not None:
        score.save(update_fields=[*BY_HAND, "updated_at"])
        change.save()
    return change
