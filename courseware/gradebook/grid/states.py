"""Who has a cell in some state, among many. Agrees with `Cell.states`, which it never makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from courseware.gradebook.cell_states import CellState, Facts, states_of_cell
from courseware.gradebook.models import Score
from courseware.gradebook.overdue import overdue_of
from courseware.gradebook.policy import ON_TIME
from courseware.items.models import Item
from courseware.items.progress import Progress, of_people
from courseware.items.registry import made_on_site
from courseware.items.states import progress_of

_OF_SCORE = {
    CellState.EXCUSED: Q(excused=True),
    CellState.LATE: Q(late_by__gt=ON_TIME),
}
_OF_PROGRESS = {
    CellState.NEEDS_GRADING: Progress.NEEDS_GRADING,
    CellState.FAILED: Progress.FAILED,
    CellState.WAITING: Progress.WAITING,
    CellState.IN_PROGRESS: Progress.STARTED,
}
LATE = timedelta(days=1)  # by how much says nothing about the state
CHOICES = tuple(state for state in CellState if state is not CellState.NOT_RELEASED)
"""That the staff can ask for: nothing is held back from them."""


def people_in_state(state: str, items: Sequence[Item], people: Collection[int]) -> set[int]:
    """Ids of those who are in the state at one of the items or more."""
    wanted, everybody = CellState(state), set(people)
    if (query := _of_score(wanted, items)) is not None:
        scores = of_people(Score.objects.filter(query, item__in=items), people)
        return set(scores.values_list("user_id", flat=True)) & everybody
    if wanted in _OF_PROGRESS:
        found = progress_of(items, people).items()
        return {user for (_, user), at in found if at == _OF_PROGRESS[wanted]} & everybody
    return {user for user, states in _states(items, people) if wanted in states}


def _of_score(wanted: CellState, items: Sequence[Item]) -> Q | None:
    """What scores in the state are like; ``None`` where scores alone do not tell."""
    entered = Q(item__in=[item.pk for item in items if made_on_site(item.kind)])
    overridden = Q(override__isnull=False)
    if wanted is CellState.OVERRIDDEN:
        return overridden & ~entered
    if wanted is CellState.GRADED:
        return Q(fraction__isnull=False, override__isnull=True) | (overridden & entered)
    return _OF_SCORE.get(wanted)


def state_counts(item: Item, people: Collection[int]) -> list[tuple[CellState, int]]:
    """How many of the people are in each state at one item; each is counted once."""
    counts = Counter(states[0] for _, states in _states([item], people))
    return [(state, counts[state]) for state in CellState if counts[state]]


def _states(
    items: Sequence[Item], people: Collection[int]
) -> Iterator[tuple[int, tuple[CellState, ...]]]:
    """Id of the person and states of one cell after the other."""
    rows = of_people(Score.objects.filter(item__in=items), people).values_list(
        "item_id", "user_id", "fraction", "override", "excused", "late_by"
    )
    scores = {(item, user): rest for item, user, *rest in rows}
    progress, overdue = progress_of(items, people), overdue_of(items, people, timezone.now())
    known: dict[Facts, tuple[CellState, ...]] = {}
    for item in items:
        outside = made_on_site(item.kind)
        for user in people:
            place = (item.pk, user)
            fraction, override, excused, late_by = scores.get(place, (None, None, False, ON_TIME))
            facts = Facts(
                None if fraction is None else 1.0,
                None if override is None else 1.0,
                excused,
                LATE if late_by else ON_TIME,
                progress.get(place),
                place in overdue,
                outside=outside,
            )
            if facts not in known:
                known[facts] = states_of_cell(facts)
            yield user, known[facts]
