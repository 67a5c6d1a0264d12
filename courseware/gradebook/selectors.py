"""Look-ups of scores: one person's grades, and the whole gradebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from courseware.gradebook.models import Score
from courseware.gradebook.policy import ON_TIME
from courseware.gradebook.totals import Entry, Total, total
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.people.models import Role, User


@dataclass(frozen=True)
class Cell:
    """One person's score on one item."""

    item: Item
    score: Score | None

    @property
    def fraction(self) -> float | None:
        return self.score.effective if self.score else None

    @property
    def points(self) -> float | None:
        return self.entry.points

    @property
    def entry(self) -> Entry:
        return Entry(float(self.item.points), self.fraction)

    @property
    def late_by(self) -> timedelta:
        return self.score.late_by if self.score else ON_TIME

    @property
    def by_hand(self) -> bool:
        return bool(self.score and self.score.override is not None)


@dataclass(frozen=True)
class Row:
    """One person's line of the gradebook."""

    user: User
    cells: list[Cell]

    @property
    def total(self) -> Total:
        return total(cell.entry for cell in self.cells)


@dataclass(frozen=True)
class Book:
    items: list[Item]
    rows: list[Row]

    def average(self, item: Item) -> float | None:
        """Mean fraction of those who have a score."""
        column = self.items.index(item)
        got = [
            cell.fraction for row in self.rows if (cell := row.cells[column]).fraction is not None
        ]
        return sum(got) / len(got) if got else None


def scores_of(user: User, items: Sequence[Item]) -> dict[int, float | None]:
    """Fractions by item id."""
    scores = Score.objects.filter(user=user, item__in=items)
    return {score.item_id: score.effective for score in scores}


def grades_of(user: User, course: Course) -> Row:
    """One person's cells and total, by the same computation as the gradebook."""
    return _rows([user], list(items_of(course)))[0]


def book_of(course: Course, search: str = "") -> Book:
    """All students × items; students by name, narrowed by a part of name, login or address."""
    students = User.objects.filter(enrollments__course=course, enrollments__role=Role.STUDENT)
    for word in search.split():
        students = students.filter(
            Q(username__icontains=word)
            | Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(email__icontains=word)
        )
    items = list(items_of(course))
    users = list(students.order_by("last_name", "first_name", "username"))
    return Book(items, _rows(users, items))


def _rows(users: Sequence[User], items: Sequence[Item]) -> list[Row]:
    scores = {
        (score.user_id, score.item_id): score
        for score in Score.objects.filter(user__in=users, item__in=items)
    }
    return [
        Row(user, [Cell(item, scores.get((user.id, item.id))) for item in items]) for user in users
    ]
