"""How far a person has come with items of all kinds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from django.utils.translation import gettext

from courseware.database.row_errors import read_or_default
from courseware.items.kinds import ItemKind, ItemState, all_kinds
from courseware.items.models import Item
from courseware.items.progress import ProgressMap
from courseware.people.models import User


def states_of(items: Iterable[Item], user: User) -> dict[int, ItemState]:
    """By item id; every item has a state."""
    items = list(items)
    states: dict[int, ItemState] = {}
    for kind in all_kinds():
        of_kind = [item for item in items if item.kind == kind.name]
        if of_kind:
            states.update(_states(kind, of_kind, user))
    return {item.id: states.get(item.id, ItemState()) for item in items}


def _states(kind: ItemKind, items: Sequence[Item], user: User) -> dict[int, ItemState]:
    """Of all items together, or else one by one, so that unreadable data hide no other item."""
    together = read_or_default(
        partial(kind.states, items, user), None, row=user, what="told progress"
    )
    if together is not None:
        return together
    unknown = ItemState("started", gettext("cannot be shown"))
    states: dict[int, ItemState] = {}
    for item in items:
        alone = partial(kind.states, [item], user)
        states |= read_or_default(alone, {item.id: unknown}, row=item, what="shown in a list")
    return states


def progress_of(items: Sequence[Item], people: Collection[int]) -> ProgressMap:
    """By ids of item and person, of those who have begun; a fixed number of queries."""
    found: ProgressMap = {}
    for kind in all_kinds():
        of_kind = [item for item in items if item.kind == kind.name]
        if of_kind and people:
            found |= kind.progress(of_kind, people)
    return found
