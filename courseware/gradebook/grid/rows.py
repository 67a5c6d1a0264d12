"""The lines of a part of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from courseware.gradebook.grid.shown import Shown, shown
from courseware.gradebook.models import Score
from courseware.gradebook.overdue import overdue_of
from courseware.gradebook.selectors import Cell
from courseware.gradebook.totals import Plan, Total
from courseware.items.models import Item
from courseware.items.states import progress_of
from courseware.people.models import User
from courseware.ui import formatting


@dataclass(frozen=True)
class GridCell:
    """What a cell says, and the page that explains it."""

    shown: Shown
    url: str


@dataclass(frozen=True)
class GridRow:
    """One student with the cells of the columns that are shown; ``total`` is of the course."""

    user: User
    url: str
    cells: list[GridCell]
    total: Total

    @property
    def total_text(self) -> str:
        """`87.5%`, by the rules of the course; a dash where nothing counts."""
        percent, rules = self.total.percent, self.total.rules
        if percent is None:
            return "–"
        return formatting.percent(percent / 100, rules.places)


def grid_rows(
    users: Sequence[User], items: Sequence[Item], columns: Sequence[Item], plan: Plan
) -> list[GridRow]:
    """``items`` are all of the course's, as totals need them all; ``columns`` are those shown."""
    people = [user.pk for user in users]
    scores = _scores(items, people)
    progress = progress_of(columns, people)
    overdue = overdue_of(columns, people, timezone.now())

    def cell(user: User, item: Item) -> Cell:
        score = scores.get((user.pk, item.pk))
        place = (item.pk, user.pk)
        return Cell(item, score and score.stored(), progress.get(place), place in overdue)

    rows = []
    for user in users:
        line = [scores.get((user.pk, item.pk)) for item in items]
        url = reverse("student", args=[items[0].course.slug, user.pk]) if items else ""
        cells = [
            GridCell(shown(cell(user, item)), f"{url}{item.kind}/{item.slug}/") for item in columns
        ]
        excused = {place for place, score in enumerate(line) if score and score.excused}
        total = plan.total([score.effective if score else None for score in line], excused)
        rows.append(GridRow(user, url, cells, total))
    return rows


class _Score(NamedTuple):
    """What the table needs of a score. Thousands of them are read for one page."""

    fraction: float | None
    override: float | None
    override_over: float | None
    excused: bool
    late_by: timedelta

    @property
    def effective(self) -> float | None:
        """As `Score.effective`."""
        if self.excused:
            return None
        return self.fraction if self.override is None else self.override

    def stored(self) -> Score:
        """A score that says the same, unsaved."""
        return Score(**self._asdict())


def _scores(items: Sequence[Item], people: Sequence[int]) -> dict[tuple[int, int], _Score]:
    """By ids of person and item; one query."""
    found = Score.objects.filter(item__in=items, user__in=people).values_list(
        "user_id", "item_id", *_Score._fields
    )
    return {(user, item): _Score(*rest) for user, item, *rest in found}
