"""One person's items with all their attempts and submissions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from courseware.database.row_errors import read_or_default
from courseware.deadlines.selectors import windows_and_extensions
from courseware.deadlines.words import extension_words
from courseware.gradebook.explanation import Step, steps_of
from courseware.gradebook.history import undoable
from courseware.gradebook.models import ScoreChange
from courseware.gradebook.selectors import Cell, Row
from courseware.items.kinds import ItemKind, ItemState, all_kinds, kind_named
from courseware.items.models import Item
from courseware.items.states import states_of
from courseware.items.works import Work
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
    steps: list[Step] = field(default_factory=list)  # why the score is what it is
    undoable: set[int] = field(default_factory=set)  # ids of changes
    extensions: list[str] = field(default_factory=list)  # what was granted and why


def work_of(row: Row) -> list[ItemWork]:
    """In the order of the items. A fixed number of queries, as far as the kinds can do so."""
    changes: dict[int, list[ScoreChange]] = {}
    scores = [cell.score for cell in row.cells if cell.score]
    for change in ScoreChange.objects.filter(score__in=scores).select_related("by"):
        changes.setdefault(change.score_id, []).append(change)
    items = [cell.item for cell in row.cells]
    windows, extensions = windows_and_extensions(items, row.user)
    states = states_of(items, row.user)
    works = _works(items, row.user)
    lines = []
    for place, cell in enumerate(row.cells):
        work = works.get(cell.item.id, [])
        history = changes.get(cell.score.id, []) if cell.score else []
        lines.append(
            ItemWork(
                cell,
                kind_named(cell.item.kind).label,
                _without_scores(work) if cell.held else work,
                history,
                windows[cell.item.id].due_at,
                states[cell.item.id],
                steps_of(cell, place, row.plan, row.total, work, windows[cell.item.id]),
                undoable(history),
                [extension_words(each) for each in extensions.get(cell.item.id, ())],
            )
        )
    return lines


def _without_scores(works: list[Work] | None) -> list[Work] | None:
    """As a student sees them whose scores are held back."""
    return works and [
        replace(work, fraction=None, counts=False, state="", cost="") for work in works
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
