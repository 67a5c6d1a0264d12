"""The gradebook as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet

from courseware.gradebook.rules_selectors import plan_of, rules_of
from courseware.gradebook.selectors import scores_by_person
from courseware.gradebook.totals import Plan
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.people.models import User
from courseware.ui.formatting import rounded

STUDENTS = 100  # of which the lines are made at a time, so that a large class needs no more memory
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file for the csv module that hands each line back."""

    def write(self, line: str) -> str:
        return line


def csv_parts(course: Course, students: QuerySet[User]) -> Iterator[str]:
    """Login, name, address, a column an item (points), total, total in per cent.

    Many lines in each part; three queries, and two for each part.
    """
    items = list(items_of(course))
    plan = plan_of(items, rules_of(course))
    ids = list(students.order_by(*_ORDER).values_list("pk", flat=True))
    yield "\ufeff" + csv.writer(_Echo()).writerow(_head(items))
    for start in range(0, len(ids), STUDENTS):
        yield _lines(items, plan, ids[start : start + STUDENTS])


_ORDER = ("last_name", "first_name", "username")


def _lines(items: Sequence[Item], plan: Plan, ids: Sequence[int]) -> str:
    writer, users = csv.writer(_Echo()), User.objects.in_bulk(ids)
    fractions, excused = scores_by_person(items, ids)
    out_of = [float(item.points) for item in items]
    nobody: list[float | None] = [None] * len(items)
    lines = []
    for user in (users[pk] for pk in ids if pk in users):
        line = fractions.get(user.pk, nobody)
        total = plan.total(line, excused.get(user.pk, ()))
        points = [
            None if fraction is None else fraction * most
            for fraction, most in zip(line, out_of, strict=True)
        ]
        names = map(_text, (user.username, user.get_full_name(), user.email))
        share = None if total.fraction is None else 100 * total.fraction
        numbers = map(_number, (*points, total.earned, share))
        lines.append(writer.writerow([*names, *numbers]))
    return "".join(lines)


def _head(items: Sequence[Item]) -> Iterable[str]:
    titles = [_text(f"{item.title} ({item.points.normalize():f})") for item in items]
    return ["login", "name", "email", *titles, "total", "percent"]


def _text(value: str) -> str:
    """A leading apostrophe keeps a spreadsheet from running text as a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


def _number(value: float | None) -> str:
    return "" if value is None else rounded(value, 2)
