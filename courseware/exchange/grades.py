"""The grades of a course as a table: in full, and as Canvas and Moodle import them.

A few students at a time are read and added up, so a large course takes no more memory than a
small one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from courseware.gradebook.models import Score, ScoreChange
from courseware.gradebook.rules_selectors import plan_of, rules_of
from courseware.gradebook.selectors import by_name
from courseware.gradebook.totals import Total
from courseware.items.exports import Table
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.people.models import Section, User

CHUNK = 200  # students
EXCUSED = "excused"
CANVAS_EXCUSED = "EX"
DECIMALS = 6


def column_of(item: Item) -> str:
    """The name of an item's column: its title, and what names it when it is read again."""
    return f"{item.title} [{item.kind}/{item.slug}]"


def full(course: Course, students: QuerySet[User]) -> Table:
    """Names, a column of points for each item, and totals; the file that can be imported again."""
    items = list(items_of(course))
    head = ("login", "name", "email", "sections", *map(column_of, items))
    rows = (
        [
            *(person.username, person.get_full_name(), person.email, sections, *points),
            *(_number(total.earned), _number(total.percent), total.letter),
        ]
        for person, sections, points, total in _read(course, students, items, EXCUSED)
    )
    return Table("grades", (*head, "total", "percent", "letter"), rows)


def canvas(course: Course, students: QuerySet[User]) -> Table:
    """As Canvas documents the import of grades: five columns that name a student, then items.

    The second row holds the points possible, from which Canvas makes new assignments.
    """
    items = list(items_of(course))
    head = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")

    def rows() -> Iterator[Sequence[Any]]:
        yield ["    Points Possible", *[None] * 4, *(float(item.points) for item in items)]
        for person, sections, points, _total in _read(course, students, items, CANVAS_EXCUSED):
            name = f"{person.last_name}, {person.first_name}".strip(", ") or person.username
            yield [name, None, None, person.username, sections, *points]

    return Table("canvas", (*head, *(item.title for item in items)), rows())


def moodle(course: Course, students: QuerySet[User]) -> Table:
    """For Moodle's import of grades from CSV: students by username or address, then items."""
    items = list(items_of(course))
    head = ("Username", "First name", "Last name", "Email address")
    rows = (
        [person.username, person.first_name, person.last_name, person.email, *points]
        for person, _sections, points, _total in _read(course, students, items, None)
    )
    return Table("moodle", (*head, *(item.title for item in items)), rows)


def changes(course: Course, students: QuerySet[User]) -> Table:
    """Every change of a score."""
    found = ScoreChange.objects.filter(score__item__course=course, score__user__in=students)
    fields = (
        *("score__user__username", "score__item__kind", "score__item__slug", "at", "kind"),
        *("fraction_before", "fraction", "override", "excused", "reason", "note", "by__username"),
    )
    head = (
        *("login", "kind", "item", "at", "change", "fraction_before", "fraction"),
        *("override", "excused", "reason", "note", "by"),
    )
    rows = found.order_by("at", "pk").values_list(*fields).iterator(2000)
    return Table("score-changes", head, rows)


_Line = tuple[User, str, list[Any], Total]


def _read(
    course: Course, students: QuerySet[User], items: list[Item], excused: str | None
) -> Iterator[_Line]:
    """Of each student the name of the sections, the points by item, and the total."""
    plan = plan_of(items, rules_of(course))
    places = {item.pk: place for place, item in enumerate(items)}
    out_of = [float(item.points) for item in items]
    sections = _names(course)
    people = list(by_name(students).values_list("pk", flat=True))
    for start in range(0, len(people), CHUNK):
        ids = people[start : start + CHUNK]
        users, scores = User.objects.in_bulk(ids), _scores(ids, places)
        for pk in ids:
            fractions: list[float | None] = [None] * len(items)
            without = set()
            for item, fraction, override, is_excused in scores.get(pk, []):
                if is_excused:
                    without.add(places[item])
                else:
                    fractions[places[item]] = fraction if override is None else override
            points = [
                excused if place in without else _points(fraction, out_of[place])
                for place, fraction in enumerate(fractions)
            ]
            total = plan.total(fractions, without)
            yield users[pk], ", ".join(sections.get(pk, [])), points, total


_Stored = tuple[int, float | None, float | None, bool]


def _scores(ids: list[int], places: dict[int, int]) -> dict[int, list[_Stored]]:
    found: dict[int, list[_Stored]] = {}
    rows = Score.objects.filter(user__in=ids, item__in=list(places))
    for user, *rest in rows.values_list("user", "item", "fraction", "override", "excused"):
        found.setdefault(user, []).append((rest[0], rest[1], rest[2], rest[3]))
    return found


def _names(course: Course) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Section.objects.filter(course=course, enrollments__isnull=False)
    for name, user in rows.values_list("name", "enrollments__user"):
        found.setdefault(user, []).append(name)
    return found


def _points(fraction: float | None, out_of: float) -> float | None:
    return _number(None if fraction is None else fraction * out_of)


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
