"""What people have set on a score, and which of it can be undone. Pure, of changes as read."""

from __future__ import annotations

from collections.abc import Iterable

from courseware.gradebook.models import ChangeKind, ScoreChange


def in_force(changes: Iterable[ScoreChange]) -> list[ScoreChange]:
    """Of all changes of one score, in any order, those by people that hold, oldest first.

    One that was undone holds no more, and holds again when its undoing was undone.
    """
    by_id = {change.pk: change for change in changes if change.kind != ChangeKind.GRADED}
    stack: list[ScoreChange] = []
    for pk in sorted(by_id):
        change = by_id[pk]
        if change.kind != ChangeKind.UNDONE:
            stack.append(change)
            continue
        original = _original(change, by_id)
        if stack and stack[-1] is original:
            stack.pop()
        elif original is not None:
            stack.append(original)
    return stack


def undoable(changes: Iterable[ScoreChange]) -> set[int]:
    """Ids of the changes that may be undone now: the last one that holds, and the last undoing."""
    changes = list(changes)
    by_hand = [change for change in changes if change.kind != ChangeKind.GRADED]
    last = max(by_hand, key=lambda change: change.pk, default=None)
    found = {change.pk for change in in_force(changes)[-1:]}
    if last is not None and last.kind == ChangeKind.UNDONE:
        found.add(last.pk)
    return found


def _original(undoing: ScoreChange, by_id: dict[int, ScoreChange]) -> ScoreChange | None:
    """What was undone, or done again, in the end."""
    change: ScoreChange | None = undoing
    while change is not None and change.kind == ChangeKind.UNDONE:
        change = by_id.get(change.undoes_id or 0)
    return change
