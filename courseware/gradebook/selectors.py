"""Look-ups of scores: one person's grades, a window of the gradebook, and what totals are made of.

What students see is made with ``for_student=True``: scores that are held back are left out of
cells and totals alike.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from django.db.models import QuerySet

from courseware.gradebook.cell_states import CellState, Facts, Mark, marks_of, states_of_cell
from courseware.gradebook.models import Score
from courseware.gradebook.overdue import overdue_of
from courseware.gradebook.policy import ON_TIME
from courseware.gradebook.rules_selectors import plan_of, rules_of
from courseware.gradebook.totals import Entry, Plan, Total
from courseware.items.models import Course, Item
from courseware.items.progress import Progress, of_people
from courseware.items.registry import made_on_site
from courseware.items.selectors import items_of
from courseware.items.states import progress_of
from courseware.people import selectors as people_selectors
from courseware.people.clock import shown_time
from courseware.people.models import User


@dataclass(frozen=True)
class Cell:
    """One person's score on one item, and how far they have come.

    ``held``: the reader is a student, and the scores of the item are not released.
    """

    item: Item
    score: Score | None
    progress: Progress | None = None
    overdue: bool = False
    held: bool = False

    @property
    def fraction(self) -> float | None:
        """What counts, as far as the reader may see it."""
        return self.score.effective if self.score and not self.held else None

    @property
    def points(self) -> float | None:
        return self.entry.points

    @property
    def entry(self) -> Entry:
        return Entry(float(self.item.points), self.fraction, self.excused)

    @property
    def late_by(self) -> timedelta:
        return self.score.late_by if self.score else ON_TIME

    @property
    def by_hand(self) -> bool:
        """Whether an override counts that the reader may see."""
        has_override = self.score is not None and self.score.override is not None
        return has_override and not self.held and not self.outside

    @property
    def excused(self) -> bool:
        return bool(self.score and self.score.excused)

    @property
    def outside(self) -> bool:
        """Whether the staff enters the scores, as of an exam on paper."""
        return made_on_site(self.item.kind)

    @property
    def changed_below(self) -> bool:
        """Whether work was graded since the override was set."""
        return bool(self.score and self.score.changed_below)

    @cached_property
    def states(self) -> tuple[CellState, ...]:
        """All that hold; never none."""
        score = self.score or Score()
        return states_of_cell(
            Facts(
                score.fraction,
                score.override,
                score.excused,
                score.late_by,
                self.progress,
                self.overdue,
                self.held,
                self.outside,
            )
        )

    @property
    def state(self) -> CellState:
        return self.states[0]

    @property
    def marks(self) -> list[Mark]:
        """The states in words."""
        return marks_of(self.states, self.late_by)


@dataclass(frozen=True)
class Row:
    """One person's line of the gradebook. ``total`` is of the whole course by its ``plan``."""

    user: User
    cells: list[Cell]
    total: Total
    plan: Plan = field(compare=False, repr=False)

    def total_with(self, fractions: Mapping[int, float | None]) -> Total:
        """The total if the scores of items, by id, were others; an excuse from them ends."""
        tried = [fractions.get(cell.item.pk, cell.fraction) for cell in self.cells]
        excused = {
            place
            for place, cell in enumerate(self.cells)
            if cell.excused and cell.item.pk not in fractions
        }
        return self.plan.total(tried, excused)


def scores_of(user: User, items: Sequence[Item]) -> dict[int, float | None]:
    """Fractions by item id, as the person may see them: none where scores are held back."""
    return scores_and_excuses(user, items)[0]


def scores_and_excuses(
    user: User, items: Sequence[Item]
) -> tuple[dict[int, float | None], frozenset[int]]:
    """As `scores_of`, and ids of the items that the person is excused from. One query."""
    held = {item.pk for item in items if item.scores_held}
    scores = list(Score.objects.filter(user=user, item__in=items))
    fractions = {
        score.item_id: None if score.item_id in held else score.effective for score in scores
    }
    return fractions, frozenset(score.item_id for score in scores if score.excused)


def grades_of(user: User, course: Course, *, for_student: bool = False) -> Row:
    """One person's cells and total, by the same computation as the gradebook."""
    return rows_of([user], list(items_of(course)), course, for_student=for_student)[0]


def students_of(course: Course) -> QuerySet[User]:
    """The students of a course, by name."""
    return by_name(people_selectors.students_of(course))


def by_name(students: QuerySet[User]) -> QuerySet[User]:
    return students.order_by("last_name", "first_name", "username")


def rows_of(
    users: Sequence[User], items: Sequence[Item], course: Course, *, for_student: bool = False
) -> list[Row]:
    """The people's lines. ``items`` are all of the course's, as totals need them all."""
    cells = cells_of(users, items, for_student=for_student)
    plan = plan_of(items, rules_of(course))
    return [
        Row(user, line := [cells[user.pk, item.pk] for item in items], _total(plan, line), plan)
        for user in users
    ]


def cells_of(
    users: Sequence[User], items: Sequence[Item], *, for_student: bool = False
) -> dict[tuple[int, int], Cell]:
    """A window of the gradebook: by ids of person and item, every cell with its states.

    A fixed number of queries, however many people and items.
    """
    people = [user.pk for user in users]
    found = of_people(Score.objects.filter(item__in=items), people)
    scores = {(score.user_id, score.item_id): score for score in found}
    progress = progress_of(items, people)
    overdue = overdue_of(items, people, shown_time())
    return {
        (person, item.pk): Cell(
            item,
            scores.get((person, item.pk)),
            progress.get((item.pk, person)),
            (item.pk, person) in overdue,
            for_student and item.scores_held,
        )
        for person in people
        for item in items
    }


def scores_by_person(
    items: Sequence[Item], users: Collection[int]
) -> tuple[dict[int, list[float | None]], dict[int, set[int]]]:
    """What `Plan.total` takes, by person: fractions in the order of the items, excused places."""
    places = {item.pk: place for place, item in enumerate(items)}
    wanted = set(users)
    fractions: dict[int, list[float | None]] = {}
    excused: dict[int, set[int]] = {}
    rows = of_people(Score.objects.filter(item__in=items), users).values_list(
        "user_id", "item_id", "fraction", "override", "excused"
    )
    for user, item, fraction, override, is_excused in rows.iterator(chunk_size=5000):
        if user not in wanted:
            continue
        line = fractions.get(user)
        if line is None:
            line = fractions[user] = [None] * len(places)
        if is_excused:
            excused.setdefault(user, set()).add(places[item])
        else:
            line[places[item]] = fraction if override is None else override
    return fractions, excused


def _total(plan: Plan, line: Sequence[Cell]) -> Total:
    excused = {place for place, cell in enumerate(line) if cell.excused}
    return plan.total([cell.fraction for cell in line], excused)
