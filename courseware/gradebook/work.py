"""One person's items with all their attempts and submissions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.utils import timezone

from courseware.database.row_errors import read_or_default
from courseware.gradebook.models import ScoreChange
from courseware.gradebook.selectors import Cell, Row
from courseware.items.kinds import ItemKind, ItemState, Work, all_kinds, kind_named
from courseware.items.models import Item
from courseware.items.states import states_of
from courseware.items.windows import due_dates_of
from courseware.people.models import User


@dataclass(frozen=True)
class ItemWork:
    """An item, its score, what was handed in for it and how the score came about."""

    cell: Cell
    kind: str
    work: list[Work] | None  # None: it cannot be shown
    changes: list[ScoreChange]
    due_at: datetime | None = None  # for this person
    state: ItemState = field(default_factory=ItemState)
    is_missing: bool = False  # it is overdue, and nothing was begun


def work_of(row: Row) -> list[ItemWork]:
    """In the order of the items. A fixed number of queries, as far as the kinds can do so."""
    changes: dict[int, list[ScoreChange]] = {}
    scores = [cell.score for cell in row.cells if cell.score]
    for change in ScoreChange.objects.filter(score__in=scores).select_related("by"):
        changes.setdefault(change.score_id, []).append(change)
    items = [cell.item for cell in row.cells]
    due, states = due_dates_of(items, row.user), states_of(items, row.user)
    works, now = _works(items, row.user), timezone.now()
    return [
        ItemWork(
            cell,
            kind_named(cell.item.kind).label,
            works.get(cell.item.id, []),
            changes.get(cell.score.id, []) if cell.score else [],
            due.get(cell.item.id),
            state := states[cell.item.id],
            cell.fraction is None
            and state.name == "new"
            and (at := due.get(cell.item.id)) is not None
            and at < now,
        )
        for cell in row.cells
    ]


def _works(items: Sequence[Item], user: User) -> dict[int, list[Work] | None]:
    found: dict[int, list[Work] | None] = {}
    for kind in all_kinds():
        of_kind = [item for item in items if item.kind == kind.name]
        if of_kind:
            found.update(_works_of_kind(kind, of_kind, user))
    return found


def _works_of_kind(
    kind: ItemKind, items: Sequence[Item], user: User
) -> dict[int, list[Work] | None]:
    """Of all items together, or else one by one, so that unreadable data hide no other item."""
    together = read_or_default(partial(kind.works, items, user), None, row=user, what="listed")
    if together is not None:
        return dict(together)
    return {
        item.id: read_or_default(partial(kind.work, item, user), None, row=item, what="listed")
        for item in items
    }
