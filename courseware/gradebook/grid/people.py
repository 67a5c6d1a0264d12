"""The students that a view of the gradebook has, in its order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Max, QuerySet

from courseware.gradebook.grid.book import Gradebook
from courseware.gradebook.grid.query import GridQuery
from courseware.gradebook.grid.states import people_in_state
from courseware.gradebook.models import Score, ScoreChange
from courseware.gradebook.selectors import scores_by_person
from courseware.items.models import Item
from courseware.people.models import User
from courseware.people.policy import Access
from courseware.people.selectors import named

NAME_ORDER = ("last_name", "first_name", "username")
NAMES = ("id", *NAME_ORDER, "erased_at")
KEPT_FOR = 60  # seconds: an order by total is at most so old, whatever has changed


def by_name(access: Access, query: GridQuery) -> QuerySet[User]:
    """Those whom the person may see, by name, narrowed by words and section."""
    students = access.students()
    for word in query.q.split():
        students = students.filter(named(word))
    if query.section is not None:
        enrolled = access.course.enrollments.filter(sections=query.section)
        students = students.filter(pk__in=enrolled.values("user_id"))
    return students.order_by(*NAME_ORDER)


@dataclass(frozen=True)
class Students:
    """All that a view has: ids in its order. They were read with their names, in one query."""

    ids: list[int]
    names: Mapping[int, tuple[Any, ...]]

    def users(self, first: int, end: int) -> list[User]:
        """Some of them, with what is needed of them to be named."""
        return [User(**dict(zip(NAMES, self.names[pk], strict=True))) for pk in self.ids[first:end]]


def students_of(
    access: Access, query: GridQuery, book: Gradebook, columns: Sequence[Item]
) -> Students:
    """``columns`` are the items that are shown."""
    names = {row[0]: row for row in by_name(access, query).values_list(*NAMES)}
    return Students(_ids(access, query, book, columns, list(names)), names)


def _ids(
    access: Access, query: GridQuery, book: Gradebook, columns: Sequence[Item], ids: list[int]
) -> list[int]:
    """Of those who are named so, the ones that the view has, in its order."""
    if query.state:
        there = people_in_state(query.state, columns, ids)
        ids = [pk for pk in ids if pk in there]
    if query.has_range:
        of_range = _fractions(access, query.only_item, book, ids)
        ids = [pk for pk in ids if query.takes(of_range.get(pk))]
    if query.key == "name":
        return ids[::-1] if query.descending else ids
    return _sorted(ids, _fractions(access, query.sort_item, book, ids), query.descending)


def _sorted(
    ids: Sequence[int], fractions: Mapping[int, float | None], descending: bool
) -> list[int]:
    """Equals by name; those without a score come last in both directions."""
    found = {pk: value for pk in ids if (value := fractions.get(pk)) is not None}
    key: Callable[[int], float] = found.__getitem__
    scored = sorted((pk for pk in ids if pk in found), key=key, reverse=False)
    if descending:
        scored = sorted((pk for pk in ids if pk in found), key=lambda pk: -found[pk])
    return [*scored, *(pk for pk in ids if pk not in found)]


def _fractions(
    access: Access, item: int | None, book: Gradebook, ids: Collection[int]
) -> Mapping[int, float | None]:
    """By person: of one item, else of the total."""
    if item is None:
        return _total_fractions(access, book, ids)
    scores = Score.objects.filter(item=item, item__course=access.course).values_list(
        "user_id", "fraction", "override", "excused"
    )
    return {
        user: None if excused else fraction if override is None else override
        for user, fraction, override, excused in scores
    }


def _total_fractions(
    access: Access, book: Gradebook, ids: Collection[int]
) -> Mapping[int, float | None]:
    """By the rules of the course.

    Kept until a score, an item or a rule changes: of 2,000 students they take a second. Every
    change of a score has an entry in its history, so the newest entry tells whether one changed.
    """
    newest = ScoreChange.objects.aggregate(newest=Max("pk"))["newest"]
    basis, key = (newest, book.basis), f"gradebook-totals:{access.course.pk}"
    kept: tuple[object, dict[int, float | None]] = cache.get(key) or (None, {})
    known = kept[1] if kept[0] == basis else {}
    if not set(ids) <= known.keys():
        known = _computed(book, set(ids) | known.keys())
        cache.set(key, (basis, known), KEPT_FOR)
    return known


def _computed(book: Gradebook, ids: Collection[int]) -> dict[int, float | None]:
    lines, excused = scores_by_person(book.items, ids)
    return {
        pk: book.plan.total(lines[pk], excused.get(pk, ())).fraction if pk in lines else None
        for pk in ids
    }
