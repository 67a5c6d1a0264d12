"""One person's items with all their attempts and submissions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from courseware.database.row_errors import read_or_default
from courseware.gradebook.models import ScoreChange
from courseware.gradebook.selectors import Cell, Row
from courseware.items.kinds import Work, kind_named
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


def _work(cell: Cell, user: User) -> list[Work] | None:
    """``None`` where one of the attempts or submissions cannot be read."""
    kind = kind_named(cell.item.kind)
    return read_or_default(lambda: kind.work(cell.item, user), None, row=cell.item, what="listed")


def work_of(row: Row) -> list[ItemWork]:
    changes: dict[int, list[ScoreChange]] = {}
    scores = [cell.score for cell in row.cells if cell.score]
    for change in ScoreChange.objects.filter(score__in=scores).select_related("by"):
        changes.setdefault(change.score_id, []).append(change)
    due = due_dates_of([cell.item for cell in row.cells], row.user)
    return [
        ItemWork(
            cell,
            kind_named(cell.item.kind).label,
            _work(cell, row.user),
            changes.get(cell.score.id, []) if cell.score else [],
            due.get(cell.item.id),
        )
        for cell in row.cells
    ]
