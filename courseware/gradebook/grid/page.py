"""Everything that a page of the table shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from courseware.announcements.audience import MOST_CHOSEN
from courseware.gradebook.cell_states import MEANINGS, WORDS, CellState
from courseware.gradebook.grid.book import Gradebook
from courseware.gradebook.grid.people import students_of
from courseware.gradebook.grid.query import ITEMS_PER_PAGE, STUDENTS_PER_PAGE, GridQuery
from courseware.gradebook.grid.rows import GridRow, grid_rows
from courseware.gradebook.grid.shown import legend
from courseware.gradebook.grid.states import CHOICES, state_counts
from courseware.gradebook.grid.summary import ItemSummary, summaries
from courseware.items.kinds import all_kinds, kind_named
from courseware.items.models import Item
from courseware.people.models import Section
from courseware.people.permissions import Permission
from courseware.people.policy import Access
from courseware.ui import formatting


@dataclass(frozen=True)
class Column:
    """An item with how the students of the view did at it."""

    item: Item
    kind: str
    summary: ItemSummary
    sort_address: str
    direction: str  # of the sorting, for aria-sort; empty where it is not sorted by

    @property
    def facts(self) -> str:
        """`Quiz, out of 10`"""
        values = {"kind": self.kind, "points": formatting.number(float(self.item.points), 2)}
        return gettext("%(kind)s, out of %(points)s") % values


@dataclass(frozen=True)
class Pages:
    """``number`` of ``count`` pages; the things on it are the ``first``th to the ``last``th."""

    number: int
    size: int
    total: int

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.total, self.number * self.size)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


def pages(number: int, size: int, total: int) -> Pages:
    """A page that is not there is the last one."""
    return Pages(min(number, max(1, -(-total // size))), size, total)


def grid_context(access: Access, query: GridQuery) -> dict[str, Any]:
    """The filters, one page of the table, and the summary below it."""
    book = Gradebook.of(access.course)
    items, columns = book.items, columns_of(book.items, query)
    everybody = students_of(access, query, book, columns)
    ids = everybody.ids
    students = pages(query.page, STUDENTS_PER_PAGE, len(ids))
    across = pages(query.columns, ITEMS_PER_PAGE, len(columns))
    shown = columns[max(0, across.first - 1) : across.last]
    users = everybody.users(max(0, students.first - 1), students.last)
    return {
        "query": query,
        "rows": grid_rows(users, book.items, shown, book.plan),
        "columns": _columns(shown, ids, query),
        "count": len(ids),
        "students": students,
        "across": across,
        "counts": _counts(columns, ids, query),
        "name_address": query.sorted_by("name"),
        "total_address": query.sorted_by("total"),
        "choices": _choices(access, items),
        "neighbors": _neighbors(items, query),
        "change": _change(access, columns, query),
        "write_address": _write_address(access, ids, query),
        "legend": legend(),
        "cell_address": query.address(page=1, columns=1),
        "pages": _page_addresses(query, students, across),
    }


def columns_of(items: Sequence[Item], query: GridQuery) -> list[Item]:
    """The items that the view shows; all where it names none that is there."""
    kind, _, value = query.items.partition("-")
    if kind == "kind":
        found = [item for item in items if item.kind == value]
    elif kind == "chapter":
        found = [item for item in items if item.chapter_id == int(value)]
    else:
        found = [item for item in items if item.pk == query.only_item]
    return found or list(items)


def window(
    access: Access, query: GridQuery, first: int, count: int, left: int, width: int, head: bool
) -> dict[str, Any]:
    """Lines of the table for its script: ``first`` and ``left`` count from 0.

    ``head``: with titles and averages of all columns.
    """
    book = Gradebook.of(access.course)
    columns = columns_of(book.items, query)
    everybody = students_of(access, query, book, columns)
    ids, users = everybody.ids, everybody.users(first, first + count)
    shown = columns[left : left + width]
    found = {
        "count": len(ids),
        "first": first,
        "left": left,
        "rows": [_plain(row) for row in grid_rows(users, book.items, shown, book.plan)],
    }
    if head:
        found["columns"] = [_plain_column(each) for each in _columns(columns, ids, query)]
    return found


def _plain_column(column: Column) -> dict[str, Any]:
    item, summary = column.item, column.summary
    return {
        "id": item.pk,
        "title": item.title,
        "facts": column.facts,
        "held": gettext("held back") if item.scores_held else "",
        "sort": column.sort_address,
        "direction": column.direction,
        "path": f"{item.kind}/{item.slug}",
        "mean": "–" if summary.mean is None else formatting.percent(summary.mean),
        "graded": summary.words,
    }


def _plain(row: GridRow) -> list[Any]:
    """Id, name, total, and of each cell its text, letters, label and meaning."""
    cells = [
        [each.shown.text, each.shown.letters, each.shown.label, each.shown.meaning]
        if each.shown.label
        else each.shown.text
        for each in row.cells
    ]
    return [row.user.pk, row.user.display_name, row.total_text, cells]


def _columns(shown: Sequence[Item], ids: Sequence[int], query: GridQuery) -> list[Column]:
    return [
        Column(
            item,
            kind_named(item.kind).label,
            summary,
            query.sorted_by(f"item-{item.pk}"),
            _direction(query) if query.sort_item == item.pk else "",
        )
        for item, summary in zip(shown, summaries(shown, ids, len(ids)), strict=True)
    ]


def _direction(query: GridQuery) -> str:
    return "descending" if query.descending else "ascending"


def _counts(columns: Sequence[Item], ids: Sequence[int], query: GridQuery) -> list[dict[str, Any]]:
    """How many students are in which state, where one item alone is shown."""
    if query.only_item is None or len(columns) != 1:
        return []
    return [
        {
            "words": WORDS[state],
            "meaning": MEANINGS[state],
            "count": count,
            "address": query.address(state=state.value, page=1),
            "chosen": query.state == state,
        }
        for state, count in state_counts(columns[0], ids)
    ]


def _choices(access: Access, items: Sequence[Item]) -> dict[str, Any]:
    chapters = {item.chapter_id: item.chapter for item in items if item.chapter_id}
    present = {item.kind for item in items}
    return {
        "sections": list(Section.objects.filter(course=access.course)),
        "kinds": [kind for kind in all_kinds() if kind.name in present],
        "chapters": list(chapters.values()),
        "items": items,
        "states": [(state.value, WORDS[CellState(state)]) for state in CHOICES],
    }


def _neighbors(items: Sequence[Item], query: GridQuery) -> dict[str, Any]:
    """The items before and after the one that is shown alone."""
    places = [place for place, item in enumerate(items) if item.pk == query.only_item]
    if not places:
        return {}
    around = {"previous": places[0] - 1, "next": places[0] + 1}
    return {
        name: {"item": items[place], "address": query.address(items=f"item-{items[place].pk}")}
        for name, place in around.items()
        if 0 <= place < len(items)
    }


def _change(access: Access, columns: Sequence[Item], query: GridQuery) -> dict[str, str]:
    """Where the scores of the one item that is shown are changed: of all, and of the view."""
    if query.only_item is None or not access.may(Permission.CHANGE_GRADES):
        return {}
    [item] = columns[:1]
    url = reverse("bulk-scores", args=[access.course.slug, item.kind, item.slug])
    view = query.address(page=1, columns=1).removeprefix("?")
    return {"all": url, "view": f"{url}?view=1&{view}" if query.is_filtered else ""}


def _write_address(access: Access, ids: Sequence[int], query: GridQuery) -> str:
    """Where an announcement to the students of the view is written; empty where that is all."""
    may = access.may(Permission.CHANGE_COURSE) and query.is_filtered
    if not may or not 0 < len(ids) <= MOST_CHOSEN:
        return ""
    url = reverse("announcements", args=[access.course.slug])
    return f"{url}?students={','.join(map(str, ids))}"


def _page_addresses(query: GridQuery, students: Pages, across: Pages) -> dict[str, str]:
    """Of the pages around this one; those that are not there are missing."""
    found = {}
    for name, number in (("up", students.previous), ("down", students.next)):
        if number is not None:
            found[name] = query.address(page=number) or "?"
    for name, number in (("left", across.previous), ("right", across.next)):
        if number is not None:
            found[name] = query.address(columns=number) or "?"
    return found
